<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
    <context>
        <name>program</name>
        <message>
            <source>无法写入台账（{reason}）：{path}。</source>
            <translation>Cannot write to the ledger ({reason}): {path}.</translation>
        </message>
        <message>
            <source>{rule}：{note}</source>
            <translation>{rule}: {note}</translation>
        </message>
        <message>
            <source>产业</source>
            <translation>Industry</translation>
        </message>
        <message>
            <source>细分</source>
            <translation>Track</translation>
        </message>
        <message>
            <source>类别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>涉及</source>
            <translation>Concerns</translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 项，Σ {amount}</source>
            <translation>
                <numerusform>{n:,} project, Σ {amount}</numerusform>
                <numerusform>{n:,} projects, Σ {amount}</numerusform>
            </translation>
        </message>
        <message>
            <source>投资额为已公布金额之和，未公布的不计入，项数随处写明。各图不受自身筛选限制，浅色为筛去的部分。</source>
            <translation>Investment is the sum of published amounts; projects without one are left out, and their number is always stated. No chart is narrowed by its own filter: what that filter removes is pale.</translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 项</source>
            <translation>
                <numerusform>{n:,} project</numerusform>
                <numerusform>{n:,} projects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 项，均未公布金额</source>
            <translation>
                <numerusform>{n:,} project, no amount published</numerusform>
                <numerusform>{n:,} projects, no amount published</numerusform>
            </translation>
        </message>
        <message>
            <source>项目数</source>
            <translation>Projects</translation>
        </message>
        <message>
            <source>投资额（亿元）</source>
            <translation>Investment (CNY 100 M)</translation>
        </message>
        <message>
            <source>未公布金额的项目数</source>
            <translation>Projects without a published amount</translation>
        </message>
        <message>
            <source>产业 × 年份</source>
            <translation>Industry × year</translation>
        </message>
        <message>
            <source>阶段</source>
            <translation>Stage</translation>
        </message>
        <message>
            <source>园区</source>
            <translation>Park</translation>
        </message>
        <message>
            <source>金额分布</source>
            <translation>Amounts</translation>
        </message>
        <message>
            <source>参与单位</source>
            <translation>Organisations involved</translation>
        </message>
        <message>
            <source>年份：{rule}；都没有的列入未载。产业：材料写明的，或由我们归入的。</source>
            <translation>Year: {rule}; without any, “not stated”. Industry: as printed, or as we classified it.</translation>
        </message>
        <message>
            <source>实条为最近到达的阶段：{rule}。空框为到过这一级或更后的项目。</source>
            <translation>Solid bars: the latest stage reached. {rule}. Outlines: projects that reached this stage or a later one.</translation>
        </message>
        <message>
            <source>项目计入所在园区，含下级园区；推断的园区也计入。只知在科学城的单列。前 12 名以外合为其他。</source>
            <translation>A project counts for its park and every park that contains it, inferred parks included. Projects known only to be in the Science City stand by themselves. Parks after the first 12 are added up as others.</translation>
        </message>
        <message>
            <source>按公布金额分组，组界 1、2、5、10，下限含、上限不含；带“约”“预计”等限定词的按数计。未公布的单列。</source>
            <translation>Grouped by published amount at 1, 2, 5, 10 (in CNY 100 M), lower bound included, upper excluded; amounts with a qualifier such as “about” or “expected” count as printed. Unpublished ones stand by themselves.</translation>
        </message>
        <message>
            <source>一个项目有几家单位就在几条中各计一次，条与条不能相加。前 12 名以外的单位合为其他，每个项目计一次。</source>
            <translation>A project counts once for each of its organisations, so bars cannot be added up. Organisations after the first 12 are added up as others, each project once.</translation>
        </message>
        <message numerus="yes">
            <source>，其中 {n:,} 项未公布金额</source>
            <translation>
                <numerusform>, {n:,} of them without a published amount</numerusform>
                <numerusform>, {n:,} of them without a published amount</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>，{n:,} 项未公布</source>
            <translation>
                <numerusform>, {n:,} not published</numerusform>
                <numerusform>, {n:,} not published</numerusform>
            </translation>
        </message>
        <message>
            <source>年份</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>其中符合筛选的项目数</source>
            <translation>Of them, projects that pass the filters</translation>
        </message>
        <message>
            <source>其中符合筛选的投资额（亿元）</source>
            <translation>Of them, investment that passes the filters (CNY 100 M)</translation>
        </message>
        <message>
            <source>到过这一级的项目数</source>
            <translation>Projects that reached this stage</translation>
        </message>
        <message>
            <source>未载</source>
            <translation>not stated</translation>
        </message>
        <message>
            <source>未公布</source>
            <translation>not published</translation>
        </message>
        <message>
            <source>未载单位</source>
            <translation>no organisation stated</translation>
        </message>
        <message>
            <source>更早</source>
            <translation>earlier</translation>
        </message>
        <message numerus="yes">
            <source>其他 {n} 个园区</source>
            <translation>
                <numerusform>{n} other park</numerusform>
                <numerusform>{n} other parks</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>其他 {n} 家单位</source>
            <translation>
                <numerusform>{n} other organisation</numerusform>
                <numerusform>{n} other organisations</numerusform>
            </translation>
        </message>
        <message>
            <source>台账的结构不完整或被其他程序改动过（{parts}），可用 seed --force 重建（会先备份）</source>
            <translation>The ledger's structure is incomplete or was changed by another program ({parts}); seed --force rebuilds it (after making a backup)</translation>
        </message>
        <message>
            <source>结构版本 {user_version}，本程序支持到 {schema_version}</source>
            <translation>structure version {user_version}, this program knows up to {schema_version}</translation>
        </message>
        <message>
            <source>台账旁有尚未并入的改动（-wal），文件夹又不可写，读不到最新内容；请一起复制到可写的文件夹再打开</source>
            <translation>Changes not yet merged (-wal) lie beside the ledger in a folder that cannot be written, so its latest content cannot be read; copy both to a folder you may write to</translation>
        </message>
        <message>
            <source>{words}：{path}。</source>
            <translation>{words}: {path}.</translation>
        </message>
        <message>
            <source>台账正在被另一个程序使用，请关闭后重试：{path}。</source>
            <translation>The ledger is in use by another program; close that and try again: {path}.</translation>
        </message>
        <message>
            <source>台账文件已损坏，未作任何改动：{path}。</source>
            <translation>The ledger is damaged; nothing was changed: {path}.</translation>
        </message>
        <message>
            <source>这不是科学城招商地图的台账：{path}。</source>
            <translation>This is not a ledger of Science City Atlas: {path}.</translation>
        </message>
        <message>
            <source>无法打开台账，请检查路径和权限：{path}。</source>
            <translation>Cannot open the ledger; check its path and permissions: {path}.</translation>
        </message>
        <message>
            <source>这是其他程序的数据库，不是科学城招商地图的台账：{path}。</source>
            <translation>This is another program's database, not a ledger of Science City Atlas: {path}.</translation>
        </message>
        <message>
            <source>台账由更新版本的程序写成（{versions}）：{path}。</source>
            <translation>The ledger was written by a newer version of the program ({versions}): {path}.</translation>
        </message>
        <message>
            <source>这是文件夹，不是台账：{path}。</source>
            <translation>This is a folder, not a ledger: {path}.</translation>
        </message>
        <message>
            <source>这不是普通文件，不是台账：{path}。</source>
            <translation>This is not a regular file, so it is not a ledger: {path}.</translation>
        </message>
        <message>
            <source>找不到台账：{path}。</source>
            <translation>There is no such ledger: {path}.</translation>
        </message>
        <message>
            <source>无法读取台账（{reason}）：{path}。</source>
            <translation>Cannot read the ledger ({reason}): {path}.</translation>
        </message>
        <message>
            <source>台账是旧版结构，需要升级，但文件或文件夹不可写：{path}。</source>
            <translation>The ledger has an old structure and must be upgraded, but the file or its folder is not writable: {path}.</translation>
        </message>
        <message>
            <source>无法备份台账（{reason}），未作任何改动：{path}。</source>
            <translation>Cannot back up the ledger ({reason}); nothing was changed: {path}.</translation>
        </message>
        <message>
            <source>、</source>
            <translation>, </translation>
        </message>
        <message>
            <source>取已发生的里程碑中最靠后的一级；签约与落户同级、投产与投用同级，同级取日期最近的；计划中的不算</source>
            <translation>The furthest milestone that has happened; signed and settled rank alike, as do in production and in use, and of equals the most recent counts; planned ones do not</translation>
        </message>
        <message>
            <source>签约年份；没有签约日期的取最早一个有日期、已发生的里程碑</source>
            <translation>The year of signing; without a date of signing, that of the earliest dated milestone that has happened</translation>
        </message>
        <message>
            <source>仅知在科学城</source>
            <translation>Science City only</translation>
        </message>
        <message>
            <source>未归类</source>
            <translation>unclassified</translation>
        </message>
        <message numerus="yes">
            <source>其余 {n} 个</source>
            <translation>
                <numerusform>The other {n}</numerusform>
                <numerusform>The other {n}</numerusform>
            </translation>
        </message>
        <message>
            <source>科学城招商项目简报</source>
            <translation>Science City investment projects: a briefing</translation>
        </message>
        <message>
            <source>园区（项目数）</source>
            <translation>Parks (projects)</translation>
        </message>
        <message>
            <source>产业（项目数）</source>
            <translation>Industries (projects)</translation>
        </message>
        <message>
            <source>金额（{unit}）</source>
            <translation>Amount ({unit})</translation>
        </message>
        <message>
            <source>已公布金额（{unit}）</source>
            <translation>Published amount ({unit})</translation>
        </message>
        <message numerus="yes">
            <source>{n} 项，{sum}</source>
            <translation>
                <numerusform>{n} project, {sum}</numerusform>
                <numerusform>{n} projects, {sum}</numerusform>
            </translation>
        </message>
        <message>
            <source>来源：{sources}</source>
            <translation>Sources: {sources}</translation>
        </message>
        <message>
            <source>坐标：{datum}</source>
            <translation>Coordinates: {datum}</translation>
        </message>
        <message>
            <source>编号</source>
            <translation>Id</translation>
        </message>
        <message>
            <source>项目名称</source>
            <translation>Project</translation>
        </message>
        <message>
            <source>单位</source>
            <translation>Organisations</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>未公布（项）</source>
            <translation>Not published</translation>
        </message>
        <message>
            <source>园区为推断（项）</source>
            <translation>Park inferred</translation>
        </message>
        <message numerus="yes">
            <source>{n} 项的园区为推断</source>
            <translation>
                <numerusform>The park of {n} project is inferred</numerusform>
                <numerusform>The parks of {n} projects are inferred</numerusform>
            </translation>
        </message>
        <message>
            <source>园区：{name}</source>
            <translation>Park: {name}</translation>
        </message>
        <message>
            <source>产业：{name}</source>
            <translation>Industry: {name}</translation>
        </message>
        <message>
            <source>简报要画地图，这里画不了；请在窗口里导出。</source>
            <translation>A briefing needs maps, which cannot be drawn here: export it from the window.</translation>
        </message>
        <message>
            <source>项</source>
            <translation>proj.</translation>
        </message>
        <message>
            <source>台账具名项目</source>
            <translation>projects named in the ledger</translation>
        </message>
        <message numerus="yes">
            <source>已公布金额合计；其中 {n} 个未公布</source>
            <translation>
                <numerusform>sum of published amounts; {n} without one</numerusform>
                <numerusform>sum of published amounts; {n} without one</numerusform>
            </translation>
        </message>
        <message>
            <source>阶段已到开工及以后</source>
            <translation>have broken ground or gone further</translation>
        </message>
        <message>
            <source>；</source>
            <translation>; </translation>
        </message>
        <message>
            <source>无</source>
            <translation>none</translation>
        </message>
        <message>
            <source>开工</source>
            <translation>Broken ground</translation>
        </message>
        <message>
            <source>筛选：{filters}</source>
            <translation>Filters: {filters}</translation>
        </message>
        <message>
            <source>指标与口径</source>
            <translation>Indicators and definitions</translation>
        </message>
        <message>
            <source>口径与来源</source>
            <translation>Definitions and sources</translation>
        </message>
        <message>
            <source>带字节顺序标记（Excel、WPS 认得出中文）</source>
            <translation>With a byte order mark (so that Excel and WPS recognise Chinese)</translation>
        </message>
        <message>
            <source>分隔符</source>
            <translation>Delimiter</translation>
        </message>
        <message>
            <source>最后加一列说明</source>
            <translation>A last column with notes</translation>
        </message>
        <message>
            <source>列名写明筛选、项目数、金额合计、时间、数据版本、来源与坐标系，列里没有内容</source>
            <translation>Its heading states filters, number of projects, sum, time, data version, sources and datum; its cells are empty</translation>
        </message>
        <message>
            <source>逗号</source>
            <translation>comma</translation>
        </message>
        <message>
            <source>制表符</source>
            <translation>tab</translation>
        </message>
        <message>
            <source>{key}：{words}</source>
            <translation>{key}: {words}</translation>
        </message>
        <message>
            <source>导出说明：{lines}</source>
            <translation>About this export: {lines}</translation>
        </message>
        <message>
            <source>科学城招商项目</source>
            <translation>Science City investment projects</translation>
        </message>
        <message numerus="yes">
            <source>{amount}，另有 {n} 项未公布金额，不计入</source>
            <translation>
                <numerusform>{amount}; {n} more project without a published amount is left out</numerusform>
                <numerusform>{amount}; {n} more projects without a published amount are left out</numerusform>
            </translation>
        </message>
        <message>
            <source>没有项目</source>
            <translation>no projects</translation>
        </message>
        <message numerus="yes">
            <source>{n} 项均未公布金额</source>
            <translation>
                <numerusform>{n} project, no amount published</numerusform>
                <numerusform>{n} projects, no amount published</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{grade} {n} 项</source>
            <translation>
                <numerusform>{grade} {n} project</numerusform>
                <numerusform>{grade} {n} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>，{date}</source>
            <translation>, {date}</translation>
        </message>
        <message>
            <source>（推断）</source>
            <translation> (inferred)</translation>
        </message>
        <message>
            <source>筛选</source>
            <translation>Filters</translation>
        </message>
        <message numerus="yes">
            <source>{n} 项</source>
            <translation>
                <numerusform>{n} project</numerusform>
                <numerusform>{n} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>金额合计</source>
            <translation>Sum of amounts</translation>
        </message>
        <message>
            <source>坐标</source>
            <translation>Position</translation>
        </message>
        <message>
            <source>材料</source>
            <translation>Reports</translation>
        </message>
        <message>
            <source>数据版本</source>
            <translation>Data version</translation>
        </message>
        <message>
            <source>导出时间</source>
            <translation>Exported</translation>
        </message>
        <message>
            <source>署名</source>
            <translation>Attribution</translation>
        </message>
        <message numerus="yes">
            <source>{amount}，为 {n} 项已公布金额之和</source>
            <translation>
                <numerusform>{amount}, the published amount of {n} project</numerusform>
                <numerusform>{amount}, the sum of the published amounts of {n} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>{unpublished} 项未公布金额，不计入；{approximate} 项金额带“约”“预计”等限定词，按数计入</source>
            <translation>{unpublished} without a published amount, left out; {approximate} with a qualifier such as “about” or “expected”, counted as printed</translation>
        </message>
        <message>
            <source>位置依据</source>
            <translation>Located by</translation>
        </message>
        <message>
            <source>推断园区：材料写明园区承接何种产业，项目的产业或主题只与一个园区相合；不是材料写明的选址</source>
            <translation>Inferred park: the reports say which industry a park takes, and the project's industry or subject fits only one park; no site is printed</translation>
        </message>
        <message>
            <source>示意位置：没有自有坐标的项目写园区的代表点，不是项目的选址；园区也不明的不写坐标</source>
            <translation>Schematic position: projects without coordinates of their own get their park's reference point, which is not their site; without a park they get none</translation>
        </message>
        <message>
            <source>按材料的精确程度写年、年-月或年-月-日；未载的留空</source>
            <translation>Year, year-month or year-month-day, as exact as the reports; empty where not stated</translation>
        </message>
        <message>
            <source>产业依据</source>
            <translation>Basis of industry</translation>
        </message>
        <message>
            <source>原文：材料写明或列在该产业之下；推断：由我们归入</source>
            <translation>Stated: printed, or listed under the industry; inferred: classified by us</translation>
        </message>
        <message>
            <source>来源页</source>
            <translation>Sheet of sources</translation>
        </message>
        <message>
            <source>起、止为材料去掉全部空白后的字符位置（含起不含止）</source>
            <translation>Start and end are character positions in the report without any white space (start included, end excluded)</translation>
        </message>
        <message>
            <source>命令行</source>
            <translation>Command line</translation>
        </message>
        <message>
            <source>{document}（{id}）</source>
            <translation>{document} ({id})</translation>
        </message>
        <message>
            <source>，</source>
            <translation>, </translation>
        </message>
        <message>
            <source>{filters}；地图可见范围：{bounds}</source>
            <translation>{filters}; visible extent of the map: {bounds}</translation>
        </message>
        <message>
            <source>{name}要画地图，这里画不了；请在窗口里导出。</source>
            <translation>{name} needs the map drawn, which cannot be done here; export it from the window.</translation>
        </message>
        <message numerus="yes">
            <source>{name}最多放 {most} 项，要导出的有 {n} 项；请换一种格式或缩小筛选。</source>
            <translation>
                <numerusform>{name} holds at most {most} projects, {n} are to be exported; choose another format or narrow the filters.</numerusform>
                <numerusform>{name} holds at most {most} projects, {n} are to be exported; choose another format or narrow the filters.</numerusform>
            </translation>
        </message>
        <message>
            <source>别名</source>
            <translation>Other names</translation>
        </message>
        <message>
            <source>类别代码</source>
            <translation>Kind code</translation>
        </message>
        <message>
            <source>产业编号</source>
            <translation>Industry id</translation>
        </message>
        <message>
            <source>主导产业</source>
            <translation>Leading industry</translation>
        </message>
        <message>
            <source>产业原文</source>
            <translation>Industry as printed</translation>
        </message>
        <message>
            <source>金额（万元）</source>
            <translation>Amount (CNY 10,000)</translation>
        </message>
        <message>
            <source>金额限定</source>
            <translation>Qualifier</translation>
        </message>
        <message>
            <source>金额原文</source>
            <translation>Amount as printed</translation>
        </message>
        <message>
            <source>园区编号</source>
            <translation>Park id</translation>
        </message>
        <message>
            <source>归园依据</source>
            <translation>Basis of park</translation>
        </message>
        <message>
            <source>示意位置</source>
            <translation>Schematic position</translation>
        </message>
        <message>
            <source>位置等级</source>
            <translation>Grade of position</translation>
        </message>
        <message>
            <source>位置可信度</source>
            <translation>Confidence of position</translation>
        </message>
        <message>
            <source>经度</source>
            <translation>Longitude</translation>
        </message>
        <message>
            <source>纬度</source>
            <translation>Latitude</translation>
        </message>
        <message>
            <source>阶段日期</source>
            <translation>Date of stage</translation>
        </message>
        <message>
            <source>用地（亩）</source>
            <translation>Land (mu)</translation>
        </message>
        <message>
            <source>就业（个）</source>
            <translation>Jobs</translation>
        </message>
        <message>
            <source>单位标签</source>
            <translation>Tags of organisations</translation>
        </message>
        <message>
            <source>活动</source>
            <translation>Announcement</translation>
        </message>
        <message>
            <source>清单</source>
            <translation>List</translation>
        </message>
        <message>
            <source>来源</source>
            <translation>Sources</translation>
        </message>
        <message>
            <source>摘要</source>
            <translation>Summary</translation>
        </message>
        <message>
            <source>备注</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>项目</source>
            <translation>Project</translation>
        </message>
        <message>
            <source>位置</source>
            <translation>Positions</translation>
        </message>
        <message>
            <source>里程碑</source>
            <translation>Milestones</translation>
        </message>
        <message>
            <source>原文依据</source>
            <translation>Evidence</translation>
        </message>
        <message>
            <source>地图画面</source>
            <translation>Map picture</translation>
        </message>
        <message>
            <source>CSV 表格</source>
            <translation>CSV table</translation>
        </message>
        <message>
            <source>Excel 工作簿</source>
            <translation>Excel workbook</translation>
        </message>
        <message>
            <source>PPT 简报（每园区或产业一页）</source>
            <translation>PowerPoint briefing (a slide for each park or industry)</translation>
        </message>
        <message>
            <source>Word 简报（每园区或产业一页）</source>
            <translation>Word briefing (a page for each park or industry)</translation>
        </message>
        <message>
            <source>GeoJSON 地理数据</source>
            <translation>GeoJSON</translation>
        </message>
        <message>
            <source>GeoPackage 地理数据库（QGIS）</source>
            <translation>GeoPackage (QGIS)</translation>
        </message>
        <message>
            <source>PDF 地图（按比例尺打印）</source>
            <translation>PDF map (true to scale)</translation>
        </message>
        <message>
            <source>PDF 图册（每园区或产业一页）</source>
            <translation>PDF atlas (a page for each park or industry)</translation>
        </message>
        <message>
            <source>PNG 地图图片</source>
            <translation>PNG map</translation>
        </message>
        <message>
            <source>SVG 地图矢量图</source>
            <translation>SVG map</translation>
        </message>
        <message>
            <source>KMZ（谷歌地球、奥维）</source>
            <translation>KMZ (Google Earth, Ovitalmap)</translation>
        </message>
        <message>
            <source>网页地图（单个文件，手机可看）</source>
            <translation>Web map (one file, for phones too)</translation>
        </message>
        <message>
            <source>Shapefile（压缩包）</source>
            <translation>Shapefile (zipped)</translation>
        </message>
        <message>
            <source>{name}（{variant}）</source>
            <translation>{name} ({variant})</translation>
        </message>
        <message>
            <source>文件名没有后缀，不知道导出成什么格式；可用的有：{known}。</source>
            <translation>The file name has no suffix, so the format is unknown; available: {known}.</translation>
        </message>
        <message>
            <source>这台机器写不了 {key}；可用的有：{known}。</source>
            <translation>This machine cannot write {key}; available: {known}.</translation>
        </message>
        <message>
            <source>没有“{key}”这种导出格式，可用的有：{known}。</source>
            <translation>There is no export format “{key}”; available: {known}.</translation>
        </message>
        <message>
            <source>后缀“{suffix}”，不知道导出成什么格式；可用的有：{known}。</source>
            <translation>The suffix “{suffix}” stands for no export format; available: {known}.</translation>
        </message>
        <message>
            <source>读完之后由 GDAL 一次写成，写的几秒里不能停</source>
            <translation>after reading, GDAL writes it in one go and cannot be stopped for some seconds</translation>
        </message>
        <message>
            <source>GDAL 写不了这个文件（{reason}）。</source>
            <translation>GDAL cannot write this file ({reason}).</translation>
        </message>
        <message>
            <source>写入不完整</source>
            <translation>it was not written completely</translation>
        </message>
        <message>
            <source>属性名</source>
            <translation>Names of properties</translation>
        </message>
        <message>
            <source>连同园区的范围</source>
            <translation>With the parks' footprints</translation>
        </message>
        <message>
            <source>有范围的园区作为面要素放在项目之前；范围多为示意</source>
            <translation>Parks with a footprint come as polygons before the projects; most footprints are schematic</translation>
        </message>
        <message>
            <source>英文</source>
            <translation>English</translation>
        </message>
        <message>
            <source>中文</source>
            <translation>Chinese</translation>
        </message>
        <message>
            <source>上级园区编号</source>
            <translation>Id of the park above</translation>
        </message>
        <message>
            <source>位置出处</source>
            <translation>Source of position</translation>
        </message>
        <message>
            <source>面积（平方千米）</source>
            <translation>Area (sq. km)</translation>
        </message>
        <message>
            <source>面积出处</source>
            <translation>Source of area</translation>
        </message>
        <message>
            <source>范围性质</source>
            <translation>Kind of footprint</translation>
        </message>
        <message>
            <source>主导方向</source>
            <translation>Focus</translation>
        </message>
        <message>
            <source>口径编号</source>
            <translation>Definition id</translation>
        </message>
        <message>
            <source>指标</source>
            <translation>Indicators</translation>
        </message>
        <message>
            <source>口径</source>
            <translation>Definition</translation>
        </message>
        <message>
            <source>选用</source>
            <translation>Chosen</translation>
        </message>
        <message>
            <source>值</source>
            <translation>Value</translation>
        </message>
        <message>
            <source>分子</source>
            <translation>Numerator</translation>
        </message>
        <message>
            <source>分母</source>
            <translation>Denominator</translation>
        </message>
        <message>
            <source>样本（项）</source>
            <translation>Sample (projects)</translation>
        </message>
        <message>
            <source>口径说明</source>
            <translation>Definitions</translation>
        </message>
        <message>
            <source>依据</source>
            <translation>Basis</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>项目编号</source>
            <translation>project ids</translation>
        </message>
        <message>
            <source>计划中</source>
            <translation>planned</translation>
        </message>
        <message>
            <source>字段</source>
            <translation>Field</translation>
        </message>
        <message>
            <source>内容</source>
            <translation>Content</translation>
        </message>
        <message>
            <source>材料编号</source>
            <translation>Report id</translation>
        </message>
        <message>
            <source>发表</source>
            <translation>Published</translation>
        </message>
        <message>
            <source>起</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>止</source>
            <translation>End</translation>
        </message>
        <message>
            <source>有范围的园区另放一个文件夹；范围多为示意</source>
            <translation>Parks with a footprint in a folder of their own; most footprints are schematic</translation>
        </message>
        <message>
            <source>{title}（{datum}）</source>
            <translation>{title} ({datum})</translation>
        </message>
        <message numerus="yes">
            <source>{name}（{n}）</source>
            <translation>
                <numerusform>{name} ({n})</numerusform>
                <numerusform>{name} ({n})</numerusform>
            </translation>
        </message>
        <message>
            <source>园区（范围为示意，不作边界依据）</source>
            <translation>Parks (footprints are schematic and do not define boundaries)</translation>
        </message>
        <message numerus="yes">
            <source>按台账具名的 {n} 项核算，不代表全部项目；同名指标口径不同，不能相比</source>
            <translation>
                <numerusform>Based on the {n} project named in the ledger, which does not stand for all; indicators of the same name may be defined differently and cannot be compared</numerusform>
                <numerusform>Based on the {n} projects named in the ledger, which do not stand for all; indicators of the same name may be defined differently and cannot be compared</numerusform>
            </translation>
        </message>
        <message>
            <source>{variant}：{words}</source>
            <translation>{variant}: {words}</translation>
        </message>
        <message>
            <source>不可得</source>
            <translation>Not available</translation>
        </message>
        <message>
            <source>{words}；{reason}</source>
            <translation>{words}; {reason}</translation>
        </message>
        <message numerus="yes">
            <source>{words}；其中 {n} 项未公布金额</source>
            <translation>
                <numerusform>{words}; {n} without a published amount</numerusform>
                <numerusform>{words}; {n} without a published amount</numerusform>
            </translation>
        </message>
        <message>
            <source>{variant}（选用）：{words}</source>
            <translation>{variant} (chosen): {words}</translation>
        </message>
        <message>
            <source>口径：{words}</source>
            <translation>definition: {words}</translation>
        </message>
        <message>
            <source>{value}＝{above:,} ÷ {below:,}</source>
            <translation>{value} = {above:,} ÷ {below:,}</translation>
        </message>
        <message>
            <source>另有口径：{names}</source>
            <translation>other definitions: {names}</translation>
        </message>
        <message>
            <source>分组</source>
            <translation>Group</translation>
        </message>
        <message>
            <source>附图表</source>
            <translation>With charts</translation>
        </message>
        <message>
            <source>一页一个</source>
            <translation>A page each</translation>
        </message>
        <message>
            <source>台账一页按它分组小计</source>
            <translation>The ledger sheet is grouped and subtotalled by it</translation>
        </message>
        <message>
            <source>另有一页：按产业、阶段、园区的表与可以编辑的图</source>
            <translation>One more sheet: tables by industry, stage and park, with charts that can be edited</translation>
        </message>
        <message>
            <source>每个有项目的园区或产业各占一页</source>
            <translation>Every park or industry with projects has a page</translation>
        </message>
        <message>
            <source>按产业</source>
            <translation>By industry</translation>
        </message>
        <message>
            <source>按园区</source>
            <translation>By park</translation>
        </message>
        <message>
            <source>不分组</source>
            <translation>Not grouped</translation>
        </message>
        <message>
            <source>是</source>
            <translation>yes</translation>
        </message>
        <message>
            <source>否</source>
            <translation>no</translation>
        </message>
        <message>
            <source>坐标系</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>坐标系写在文件和列名里；别的程序一般要 WGS 84</source>
            <translation>The datum is written into the file and the headings; other programs usually want WGS 84</translation>
        </message>
        <message>
            <source>WGS 84（GPS）</source>
            <translation>WGS 84 (GPS)</translation>
        </message>
        <message>
            <source>GCJ-02（高德、腾讯）</source>
            <translation>GCJ-02 (Amap, Tencent)</translation>
        </message>
        <message>
            <source>BD-09（百度）</source>
            <translation>BD-09 (Baidu)</translation>
        </message>
        <message>
            <source>选项 {key} 不能是“{given}”，可用的有：{known}。</source>
            <translation>The option {key} cannot be “{given}”; available: {known}.</translation>
        </message>
        <message>
            <source>选项 {key} 只能是 yes 或 no，不能是“{given}”。</source>
            <translation>The option {key} is yes or no, not “{given}”.</translation>
        </message>
        <message>
            <source>选项 {key} 应是 {least} 到 {most} 的整数，不能是“{given}”。</source>
            <translation>The option {key} is a whole number from {least} to {most}, not “{given}”.</translation>
        </message>
        <message>
            <source>这种格式没有选项“{key}”，可用的有：{known}。</source>
            <translation>This format has no option “{key}”; available: {known}.</translation>
        </message>
        <message>
            <source>坐标未定，不画到图上</source>
            <translation>position not determined, not drawn</translation>
        </message>
        <message>
            <source>{degrees}（园区的代表点，示意）</source>
            <translation>{degrees} (the park's reference point, schematic)</translation>
        </message>
        <message>
            <source>金额</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>用地</source>
            <translation>Land</translation>
        </message>
        <message>
            <source>就业</source>
            <translation>Jobs</translation>
        </message>
        <message>
            <source>{area} 亩</source>
            <translation>{area} mu</translation>
        </message>
        <message>
            <source>{jobs} 人</source>
            <translation>{jobs} jobs</translation>
        </message>
        <message>
            <source>日期未载</source>
            <translation>no date stated</translation>
        </message>
        <message>
            <source>科学城招商项目图册</source>
            <translation>Science City project atlas</translation>
        </message>
        <message>
            <source>位置与范围均为示意；图例、来源与署名见目录后的说明</source>
            <translation>Positions and extents are schematic; legend, sources and credits follow the contents</translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 个具名项目，{sum}</source>
            <translation>
                <numerusform>{n:,} named project, {sum}</numerusform>
                <numerusform>{n:,} named projects, {sum}</numerusform>
            </translation>
        </message>
        <message>
            <source>{kind}，数据版本 {version}，制图 {date}</source>
            <translation>{kind}, data version {version}, drawn {date}</translation>
        </message>
        <message>
            <source>{scale}，EPSG:4544，方格 {km} km</source>
            <translation>{scale}, EPSG:4544, grid {km} km</translation>
        </message>
        <message numerus="yes">
            <source>{n} 项已公布，{left} 项未公布</source>
            <translation>
                <numerusform>{n} published, {left} not</numerusform>
                <numerusform>{n} published, {left} not</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 项；点线下划为推断</source>
            <translation>
                <numerusform>{n} project; underlined with dots: inferred</numerusform>
                <numerusform>{n} projects; underlined with dots: inferred</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>未落点 {n} 项：材料没有写明园区，或园区位置未知，不画在图上</source>
            <translation>
                <numerusform>{n} project not on the map: its park is not stated, or has no known position</numerusform>
                <numerusform>{n} projects not on the map: their park is not stated, or has no known position</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{said}，{n} 项带“约”等限定</source>
            <translation>
                <numerusform>{said}, {n} qualified</numerusform>
                <numerusform>{said}, {n} qualified</numerusform>
            </translation>
        </message>
        <message>
            <source>名称</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>图上</source>
            <translation>On map</translation>
        </message>
        <message>
            <source>页</source>
            <translation>Page</translation>
        </message>
        <message>
            <source>底图</source>
            <translation>Base maps</translation>
        </message>
        <message>
            <source>具名项目</source>
            <translation>Named projects</translation>
        </message>
        <message numerus="yes">
            <source>本次共 {n} 项</source>
            <translation>
                <numerusform>{n} in all</numerusform>
                <numerusform>{n} in all</numerusform>
            </translation>
        </message>
        <message>
            <source>已公布金额</source>
            <translation>Amount published</translation>
        </message>
        <message>
            <source>产业构成</source>
            <translation>Industries</translation>
        </message>
        <message>
            <source>最近阶段</source>
            <translation>Latest stage</translation>
        </message>
        <message>
            <source>公布面积</source>
            <translation>Published area</translation>
        </message>
        <message>
            <source>目录</source>
            <translation>Contents</translation>
        </message>
        <message>
            <source>示意底图无法读取，请重新安装程序。</source>
            <translation>The base map cannot be read; please install the program again.</translation>
        </message>
        <message>
            <source>园区未写明</source>
            <translation>park not stated</translation>
        </message>
        <message numerus="yes">
            <source>{name}  {n} 项</source>
            <translation>
                <numerusform>{name}  {n} project</numerusform>
                <numerusform>{name}  {n} projects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 项，其中 {inferred} 项由园区定位推断</source>
            <translation>
                <numerusform>{n} project, {inferred} inferred from what parks are for</numerusform>
                <numerusform>{n} projects, {inferred} inferred from what parks are for</numerusform>
            </translation>
        </message>
        <message>
            <source>位置取代替点，见落点依据</source>
            <translation>Position is a stand-in, see “Basis of positions”</translation>
        </message>
        <message>
            <source>{words}，示意</source>
            <translation>{words}, schematic</translation>
        </message>
        <message>
            <source>科学城招商项目分布</source>
            <translation>Science City investment projects</translation>
        </message>
        <message>
            <source>科学城招商地图  {place}／{count}</source>
            <translation>Science City Atlas  {place}/{count}</translation>
        </message>
        <message>
            <source>数据版本 {version}  制图 {date}</source>
            <translation>Data version {version}  Drawn {date}</translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 个具名项目，{placed:,} 个有园区或位置，画在图上；其余 {left:,} 个位置未知，列在图外</source>
            <translation>
                <numerusform>{n:,} named project, {placed:,} drawn by park or position; {left:,} without a known position listed beside the map</numerusform>
                <numerusform>{n:,} named projects, {placed:,} drawn by park or position; {left:,} without a known position listed beside the map</numerusform>
            </translation>
        </message>
        <message>
            <source>底图：{credits}</source>
            <translation>Base map: {credits}</translation>
        </message>
        <message>
            <source>{paper} 原尺寸打印时成立，请选“实际大小”；图上 {mm} mm 为 1 km</source>
            <translation>True when printed on {paper} at “actual size”; {mm} mm on the map is 1 km</translation>
        </message>
        <message>
            <source>{note}审图号：{review}</source>
            <translation>{note}Map approval number: {review}</translation>
        </message>
        <message numerus="yes">
            <source>{n} 项，多于 {most} 项不列表</source>
            <translation>
                <numerusform>{n} project; no table beyond {most}</numerusform>
                <numerusform>{n} projects; no table beyond {most}</numerusform>
            </translation>
        </message>
        <message>
            <source>未写明</source>
            <translation>not stated</translation>
        </message>
        <message>
            <source>{title}，{date}</source>
            <translation>{title}, {date}</translation>
        </message>
        <message>
            <source>未落点</source>
            <translation>without a position</translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 项，不画在图上</source>
            <translation>
                <numerusform>{n:,} project, not drawn</numerusform>
                <numerusform>{n:,} projects, not drawn</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>未落点 {n} 项，不画在图上。</source>
            <translation>
                <numerusform>{n} project without a place is not drawn.</numerusform>
                <numerusform>{n} projects without a place are not drawn.</numerusform>
            </translation>
        </message>
        <message>
            <source>等级：A 实测，B 公开资料可核，C 单一来源或区内替代点，D 推测，误差可达数千米。</source>
            <translation>Grades: A surveyed, B verified against public sources, C a single source or a stand-in within the area, D estimated, up to several kilometres off.</translation>
        </message>
        <message>
            <source>落点依据</source>
            <translation>Basis of positions</translation>
        </message>
        <message>
            <source>金额：{sum}。图上符号不表示金额。</source>
            <translation>Amount: {sum}. Symbols do not show amounts.</translation>
        </message>
        <message>
            <source>符号：园区内的项目按次序排在示意范围里，不是各自的选址；示意范围重叠不表示交叠。</source>
            <translation>Symbols: projects of a park stand in order inside its schematic footprint, not at their sites; schematic footprints that overlap say nothing of the parks.</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>园区已知、位置未知：{named}</source>
            <translation>Park known, position unknown: {named}</translation>
        </message>
        <message numerus="yes">
            <source>仅知在科学城：{n} 项</source>
            <translation>
                <numerusform>Science City only: {n} project</numerusform>
                <numerusform>Science City only: {n} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>圆环：几个项目，中间是项目数，面积随项目数增大，自 12 点起按产业次序</source>
            <translation>Ring: several projects, their number in the middle; its area grows with the number, industries in order from 12 o'clock</translation>
        </message>
        <message>
            <source>外圈虚线：全部由园区定位推断，非材料写明</source>
            <translation>Dashed outer ring: all inferred from what the park is for, not printed</translation>
        </message>
        <message>
            <source>园区示意范围：面积等于公布面积，不是边界</source>
            <translation>Schematic footprint: as large as the published area, not a boundary</translation>
        </message>
        <message>
            <source>核心区示意范围</source>
            <translation>Core area (schematic)</translation>
        </message>
        <message>
            <source>区界（示意）</source>
            <translation>District boundary (schematic)</translation>
        </message>
        <message>
            <source>轨道 1 号线（站间直连，示意）</source>
            <translation>Rail line 1 (straight between stations, schematic)</translation>
        </message>
        <message>
            <source>等级</source>
            <translation>Grade</translation>
        </message>
        <message numerus="yes">
            <source>项目较少的另有 {n:,} 个园区，未列。</source>
            <translation>
                <numerusform>{n:,} more park with fewer projects is not listed.</numerusform>
                <numerusform>{n:,} more parks with fewer projects are not listed.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>位置：{n} 项的园区由园区定位推断，不是材料写明的选址。</source>
            <translation>
                <numerusform>Positions: the park of {n} project is inferred from what parks are for, not a printed site.</numerusform>
                <numerusform>Positions: the parks of {n} projects are inferred from what parks are for, not printed sites.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>图幅之外另有 {n} 项，换较小的比例尺可见。</source>
            <translation>
                <numerusform>{n} more project lies outside the sheet; a smaller scale shows it.</numerusform>
                <numerusform>{n} more projects lie outside the sheet; a smaller scale shows them.</numerusform>
            </translation>
        </message>
        <message>
            <source>合计</source>
            <translation>Total</translation>
        </message>
        <message>
            <source>图例</source>
            <translation>Legend</translation>
        </message>
        <message>
            <source>单个项目；空心为只有计划，未见实施</source>
            <translation>A single project; hollow: planned only, nothing done yet</translation>
        </message>
        <message>
            <source>读图须知</source>
            <translation>How to read this map</translation>
        </message>
        <message>
            <source>所列项目都有位置。</source>
            <translation>All listed projects have a position.</translation>
        </message>
        <message>
            <source>方向</source>
            <translation>Direction</translation>
        </message>
        <message>
            <source>比例尺 1∶（0 为自动）</source>
            <translation>Scale 1:N (0 automatic)</translation>
        </message>
        <message>
            <source>题目</source>
            <translation>Title</translation>
        </message>
        <message>
            <source>审图号</source>
            <translation>Map approval number</translation>
        </message>
        <message>
            <source>如 125000；0 为自动取能容下全部符号的整数比例尺</source>
            <translation>such as 125000; 0 takes the round scale at which all symbols fit</translation>
        </message>
        <message>
            <source>不写则为“科学城招商项目分布”</source>
            <translation>“Science City investment projects” if empty</translation>
        </message>
        <message>
            <source>公开展示的地图须送审；写了才印在图上</source>
            <translation>Maps shown in public need approval; printed only if given</translation>
        </message>
        <message>
            <source>纸张</source>
            <translation>Paper</translation>
        </message>
        <message>
            <source>附项目表</source>
            <translation>With a table of projects</translation>
        </message>
        <message>
            <source>留装订边</source>
            <translation>With a binding margin</translation>
        </message>
        <message>
            <source>画幅</source>
            <translation>Frame</translation>
        </message>
        <message>
            <source>宽（毫米，0 为画幅）</source>
            <translation>Width (mm, 0 as format)</translation>
        </message>
        <message>
            <source>高（毫米，0 为画幅）</source>
            <translation>Height (mm, 0 as format)</translation>
        </message>
        <message>
            <source>透明底</source>
            <translation>Transparent ground</translation>
        </message>
        <message>
            <source>每英寸点数</source>
            <translation>Dots per inch</translation>
        </message>
        <message>
            <source>每页一个</source>
            <translation>One on each page</translation>
        </message>
        <message>
            <source>横向</source>
            <translation>Landscape</translation>
        </message>
        <message>
            <source>纵向</source>
            <translation>Portrait</translation>
        </message>
        <message>
            <source>最小 120</source>
            <translation>At least 120</translation>
        </message>
        <message>
            <source>CGCS2000 三度带高斯-克吕格投影，中央经线 105°E（EPSG:4544）；方格 {km} km，注记为带内千米数；真北在方格北以{side}约 {turn}°</source>
            <translation>CGCS2000 3-degree Gauss-Kruger, central meridian 105°E (EPSG:4544); grid of {km} km, labelled in kilometres of the zone; true north about {turn}° {side} of grid north</translation>
        </message>
        <message>
            <source>西</source>
            <translation>west</translation>
        </message>
        <message>
            <source>东</source>
            <translation>east</translation>
        </message>
        <message>
            <source>千米</source>
            <translation>km</translation>
        </message>
        <message>
            <source>北</source>
            <translation>north</translation>
        </message>
        <message>
            <source>属性表编码</source>
            <translation>Encoding of attributes</translation>
        </message>
        <message>
            <source>超过 254 字节的文字在这种格式里被截短。</source>
            <translation>Texts longer than 254 bytes are cut short in this format.</translation>
        </message>
        <message>
            <source>GBK 里没有的字写成问号</source>
            <translation>Characters GBK lacks become question marks</translation>
        </message>
        <message>
            <source>GBK（老软件）</source>
            <translation>GBK (old software)</translation>
        </message>
        <message>
            <source>位置取自公开地名与轨道站点（含 © GeoNames，CC BY 4.0）；园区范围与位置为示意，不作边界依据</source>
            <translation>Positions from public place names and rail stations (includes © GeoNames, CC BY 4.0); park footprints and positions are schematic and do not define boundaries</translation>
        </message>
        <message>
            <source>WGS 84（EPSG:4326），经度在前</source>
            <translation>WGS 84 (EPSG:4326), longitude first</translation>
        </message>
        <message>
            <source>GCJ-02（由 WGS 84 换算），经度在前</source>
            <translation>GCJ-02 (converted from WGS 84), longitude first</translation>
        </message>
        <message>
            <source>BD-09（由 WGS 84 换算），经度在前</source>
            <translation>BD-09 (converted from WGS 84), longitude first</translation>
        </message>
        <message>
            <source>自有坐标</source>
            <translation>own coordinates</translation>
        </message>
        <message>
            <source>原文</source>
            <translation>stated</translation>
        </message>
        <message>
            <source>推断</source>
            <translation>inferred</translation>
        </message>
        <message>
            <source>实测坐标</source>
            <translation>surveyed coordinates</translation>
        </message>
        <message>
            <source>地址</source>
            <translation>address</translation>
        </message>
        <message>
            <source>人工</source>
            <translation>by hand</translation>
        </message>
        <message>
            <source>园区位置</source>
            <translation>position of the park</translation>
        </message>
        <message>
            <source>{filters}；{part}</source>
            <translation>{filters}; {part}</translation>
        </message>
        <message>
            <source>表</source>
            <translation>Table</translation>
        </message>
        <message>
            <source>地图</source>
            <translation>Map</translation>
        </message>
        <message>
            <source>数据版本 {version}</source>
            <translation>Data version {version}</translation>
        </message>
        <message>
            <source>地图：{title}，{conclusion}</source>
            <translation>Map: {title}, {conclusion}</translation>
        </message>
        <message numerus="yes">
            <source>续：第 {first}–{last} 行，共 {n} 行</source>
            <translation>
                <numerusform>Continued: rows {first}–{last} of {n}</numerusform>
                <numerusform>Continued: rows {first}–{last} of {n}</numerusform>
            </translation>
        </message>
        <message>
            <source>导出途中台账被别的程序改动，没有导出；请重新打开台账再试。</source>
            <translation>Another program changed the ledger during the export; nothing was exported. Open the ledger again and retry.</translation>
        </message>
        <message>
            <source>台账里“{name}”的用地面积不是可用的数，请检查最近的改动。</source>
            <translation>The land area of “{name}” in the ledger is not a usable number; check the latest changes.</translation>
        </message>
        <message>
            <source>金额（亿元）</source>
            <translation>Amount (CNY 100 M)</translation>
        </message>
        <message>
            <source>导出文件</source>
            <translation>export file</translation>
        </message>
        <message>
            <source>这是文件夹，不能作为{what}：{path}。</source>
            <translation>This is a folder and cannot be the {what}: {path}.</translation>
        </message>
        <message>
            <source>没有这个文件夹，无法写{what}：{parent}。</source>
            <translation>There is no such folder to write the {what} into: {parent}.</translation>
        </message>
        <message>
            <source>这不是普通文件，不能作为{what}：{path}。</source>
            <translation>This is not a regular file and cannot be the {what}: {path}.</translation>
        </message>
        <message>
            <source>这是台账的文件，不能被{what}替换：{path}。</source>
            <translation>This file belongs to a ledger and cannot be replaced by the {what}: {path}.</translation>
        </message>
        <message>
            <source>无法写入 {path}（{reason}）。</source>
            <translation>Cannot write {path} ({reason}).</translation>
        </message>
        <message>
            <source>无法写入 {path}（链接成环）。</source>
            <translation>Cannot write {path} (circular link).</translation>
        </message>
        <message>
            <source>磁盘空间不足，没有导出，原有文件未动：{path}。</source>
            <translation>Not enough disk space; nothing was exported and the old file stands: {path}.</translation>
        </message>
        <message>
            <source>没有写入权限，或者文件正被别的程序打开（如 Excel），没有导出：{path}。</source>
            <translation>No permission to write, or the file is open in another program (such as Excel); nothing was exported: {path}.</translation>
        </message>
        <message>
            <source>已有这个文件，没有替换：{path}。</source>
            <translation>The file exists and was not replaced: {path}.</translation>
        </message>
        <message>
            <source>台账</source>
            <translation>Ledger</translation>
        </message>
        <message>
            <source>明细</source>
            <translation>Details</translation>
        </message>
        <message>
            <source>事件核对</source>
            <translation>Reconciliation</translation>
        </message>
        <message>
            <source>图表</source>
            <translation>Charts</translation>
        </message>
        <message>
            <source>科学城招商项目台账</source>
            <translation>Ledger of Science City investment projects</translation>
        </message>
        <message>
            <source>签约</source>
            <translation>Signed</translation>
        </message>
        <message>
            <source>时段累计</source>
            <translation>Totals over periods</translation>
        </message>
        <message>
            <source>规模</source>
            <translation>Size</translation>
        </message>
        <message>
            <source>公布</source>
            <translation>Published</translation>
        </message>
        <message>
            <source>限定</source>
            <translation>Qualifier</translation>
        </message>
        <message>
            <source>亿元</source>
            <translation>CNY 100 M</translation>
        </message>
        <message>
            <source>台账具名</source>
            <translation>Named in the ledger</translation>
        </message>
        <message>
            <source>未公布
金额（项）</source>
            <translation>Amount not
published</translation>
        </message>
        <message>
            <source>余量</source>
            <translation>Remainder</translation>
        </message>
        <message>
            <source>结论</source>
            <translation>Finding</translation>
        </message>
        <message>
            <source>列出台账里全部活动，不受筛选影响；余量＝公布减具名，不是任何项目的金额；口径不同的活动不相加</source>
            <translation>All announcements of the ledger, whatever the filters; remainder = published less named, no project's amount; announcements defined differently are not added up</translation>
        </message>
        <message>
            <source>{title}：项目数</source>
            <translation>{title}: projects</translation>
        </message>
        <message>
            <source>单位：亿元</source>
            <translation>Unit: CNY 100 M</translation>
        </message>
        <message>
            <source>台账分不出哪些项目属于这一项</source>
            <translation>The ledger cannot tell which projects belong to this part</translation>
        </message>
        <message>
            <source>按阶段</source>
            <translation>by stage</translation>
        </message>
        <message>
            <source>主导</source>
            <translation>Leading</translation>
        </message>
        <message>
            <source>进展</source>
            <translation>Progress</translation>
        </message>
        <message>
            <source>用地
（亩）</source>
            <translation>Land
(mu)</translation>
        </message>
        <message>
            <source>就业
（个）</source>
            <translation>Jobs</translation>
        </message>
        <message>
            <source>出处</source>
            <translation>Source</translation>
        </message>
        <message numerus="yes">
            <source>合计（{n} 项）</source>
            <translation>
                <numerusform>Total ({n} project)</numerusform>
                <numerusform>Total ({n} projects)</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;L&amp;9数据版本 {version}&amp;C&amp;9第 &amp;P 页 共 &amp;N 页&amp;R&amp;9导出于 {written:%Y-%m-%d %H:%M}</source>
            <translation>&amp;L&amp;9Data version {version}&amp;C&amp;9Page &amp;P of &amp;N&amp;R&amp;9Exported {written:%Y-%m-%d %H:%M}</translation>
        </message>
        <message numerus="yes">
            <source>小计（{n} 项）</source>
            <translation>
                <numerusform>Subtotal ({n} project)</numerusform>
                <numerusform>Subtotal ({n} projects)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>另有 {n} 项未公布金额</source>
            <translation>
                <numerusform>{n} more without a published amount</numerusform>
                <numerusform>{n} more without a published amount</numerusform>
            </translation>
        </message>
        <message>
            <source>见来源</source>
            <translation>See sources</translation>
        </message>
        <message>
            <source>数据</source>
            <translation>Data</translation>
        </message>
        <message>
            <source>单位量词</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>限定词</source>
            <translation>Qualifier</translation>
        </message>
        <message>
            <source>时期</source>
            <translation>Period</translation>
        </message>
        <message>
            <source>是否同一</source>
            <translation>Same project?</translation>
        </message>
        <message>
            <source>计划 {step}</source>
            <translation>planned: {step}</translation>
        </message>
        <message>
            <source>全部类别</source>
            <translation>All kinds</translation>
        </message>
        <message>
            <source>台账具名的项目</source>
            <translation>Projects named in the ledger</translation>
        </message>
        <message>
            <source>产业与创新</source>
            <translation>Industry and innovation</translation>
        </message>
        <message>
            <source>台账具名的产业和创新项目，不含城市、交通、教育、医疗设施</source>
            <translation>Industrial and innovation projects named in the ledger, without urban, transport, education and health facilities</translation>
        </message>
        <message>
            <source>签约额</source>
            <translation>Signed investment</translation>
        </message>
        <message>
            <source>已签约落户及以后的项目已公布金额之和</source>
            <translation>Sum of published amounts of projects signed, settled or further</translation>
        </message>
        <message>
            <source>按签约里程碑</source>
            <translation>by milestone of signing</translation>
        </message>
        <message>
            <source>有已发生的签约记录的项目已公布金额之和，不含只见落户的</source>
            <translation>Sum of published amounts of projects with a record of signing, without those only known to have settled</translation>
        </message>
        <message>
            <source>在建</source>
            <translation>Being built</translation>
        </message>
        <message>
            <source>开工与在建</source>
            <translation>broken ground or being built</translation>
        </message>
        <message>
            <source>阶段为开工或在建的项目</source>
            <translation>Projects that have broken ground or are being built</translation>
        </message>
        <message>
            <source>仅在建</source>
            <translation>being built only</translation>
        </message>
        <message>
            <source>阶段为在建的项目</source>
            <translation>Projects being built</translation>
        </message>
        <message>
            <source>开工率</source>
            <translation>Ground-breaking rate</translation>
        </message>
        <message>
            <source>已开工及以后 ÷ 已签约落户及以后</source>
            <translation>broken ground or further ÷ signed, settled or further</translation>
        </message>
        <message>
            <source>按开工里程碑</source>
            <translation>by milestone of ground-breaking</translation>
        </message>
        <message>
            <source>有已发生的开工记录 ÷ 已签约落户及以后</source>
            <translation>with a record of ground-breaking ÷ signed, settled or further</translation>
        </message>
        <message>
            <source>含拿地</source>
            <translation>including land acquired</translation>
        </message>
        <message>
            <source>已开工或已拿地 ÷ 已签约</source>
            <translation>broken ground or land acquired ÷ signed</translation>
        </message>
        <message>
            <source>落地开工率</source>
            <translation>Ground-breaking, settled</translation>
        </message>
        <message>
            <source>按落户里程碑</source>
            <translation>by milestone of settling</translation>
        </message>
        <message>
            <source>有落户记录且已开工及以后 ÷ 有落户记录</source>
            <translation>settled and broken ground or further ÷ settled</translation>
        </message>
        <message>
            <source>公布口径</source>
            <translation>as published</translation>
        </message>
        <message>
            <source>公布的比率，分子、分母未公布</source>
            <translation>the published ratio; numerator and denominator were not published</translation>
        </message>
        <message>
            <source>建成率</source>
            <translation>Completion rate</translation>
        </message>
        <message>
            <source>÷ 签约</source>
            <translation>÷ signed</translation>
        </message>
        <message>
            <source>已完工及以后 ÷ 已签约落户及以后</source>
            <translation>completed or further ÷ signed, settled or further</translation>
        </message>
        <message>
            <source>÷ 开工</source>
            <translation>÷ broken ground</translation>
        </message>
        <message>
            <source>已完工及以后 ÷ 已开工及以后</source>
            <translation>completed or further ÷ broken ground or further</translation>
        </message>
        <message>
            <source>投产率</source>
            <translation>In-production rate</translation>
        </message>
        <message>
            <source>已投产投用及以后 ÷ 已签约落户及以后</source>
            <translation>in production or use, or further ÷ signed, settled or further</translation>
        </message>
        <message>
            <source>已投产投用及以后 ÷ 已开工及以后</source>
            <translation>in production or use, or further ÷ broken ground or further</translation>
        </message>
        <message>
            <source>达产率</source>
            <translation>Full-capacity rate</translation>
        </message>
        <message>
            <source>达产 ÷ 投产</source>
            <translation>full capacity ÷ in production</translation>
        </message>
        <message>
            <source>已达产 ÷ 已投产投用及以后</source>
            <translation>at full capacity ÷ in production or use, or further</translation>
        </message>
        <message>
            <source>实际 ÷ 设计</source>
            <translation>actual ÷ designed</translation>
        </message>
        <message>
            <source>实际产出 ÷ 设计产出</source>
            <translation>actual output ÷ designed output</translation>
        </message>
        <message>
            <source>台账没有拿地日期</source>
            <translation>the ledger has no dates of land acquisition</translation>
        </message>
        <message>
            <source>项目落地开工率</source>
            <translation>Ground-breaking rate of settled projects</translation>
        </message>
        <message>
            <source>分子、分母未公布，不能复算</source>
            <translation>numerator and denominator were not published, so it cannot be recomputed</translation>
        </message>
        <message>
            <source>台账没有设计产出</source>
            <translation>the ledger has no designed output</translation>
        </message>
        <message>
            <source>落户</source>
            <translation>Settled</translation>
        </message>
        <message>
            <source>完工</source>
            <translation>Completed</translation>
        </message>
        <message>
            <source>投产</source>
            <translation>In production</translation>
        </message>
        <message>
            <source>达产</source>
            <translation>Full capacity</translation>
        </message>
        <message numerus="yes">
            <source>{n} 对项目疑为同一；若都成立，{projects} 个实为 {rest} 个</source>
            <translation>
                <numerusform>{n} pair of projects may be the same; if so, {projects} are really {rest}</numerusform>
                <numerusform>{n} pairs of projects may be the same; if all are, {projects} are really {rest}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>清单“{name}”称 {count} 个，只点名 {n} 个</source>
            <translation>
                <numerusform>The list “{name}” says {count} but names only {n}</numerusform>
                <numerusform>The list “{name}” says {count} but names only {n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{event}含 {n} 场已知活动，此外约 {rest}在材料里没有出处（是否完全包含，原文未说）</source>
            <translation>
                <numerusform>{event} contains {n} known announcement; about {rest} more have no source in the reports (whether it contains it wholly is not said)</numerusform>
                <numerusform>{event} contains {n} known announcements; about {rest} more have no source in the reports (whether it contains them wholly is not said)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 场公布了个数的活动共报 {announced} 个（次），台账具名 {named} 个</source>
            <translation>
                <numerusform>{n} announcement with a published number reported {announced} in all, the ledger names {named}</numerusform>
                <numerusform>{n} announcements with a published number reported {announced} in all, the ledger names {named}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 个尚未完工的项目在最新材料（{newest}）前 {months} 个月以上没有再见报</source>
            <translation>
                <numerusform>{n} uncompleted project has not been reported for more than {months} months before the latest report ({newest})</numerusform>
                <numerusform>{n} uncompleted projects have not been reported for more than {months} months before the latest report ({newest})</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 个项目只出现在一篇材料里</source>
            <translation>
                <numerusform>{n} project appears in one report only</numerusform>
                <numerusform>{n} projects appear in one report only</numerusform>
            </translation>
        </message>
        <message>
            <source>{amounts} 个项目有金额，{placed} 个项目能落到园区，但没有一个两样都有：按金额作图会是空的</source>
            <translation>{amounts} projects have an amount and {placed} a park, but none has both: a map by amount would be empty</translation>
        </message>
        <message numerus="yes">
            <source>{n} 个项目的阶段先后与日期不合：累计时须防重复计额</source>
            <translation>
                <numerusform>The stages of {n} project do not follow its dates: beware of counting amounts twice</numerusform>
                <numerusform>The stages of {n} projects do not follow their dates: beware of counting amounts twice</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>最新材料是 {date}，距今 {n} 个月：数字都应写明截至何时</source>
            <translation>
                <numerusform>The latest report is of {date}, {n} month ago: state with every figure as of when</numerusform>
                <numerusform>The latest report is of {date}, {n} months ago: state with every figure as of when</numerusform>
            </translation>
        </message>
        <message>
            <source>{name}各处说法不一：{said}</source>
            <translation>Reports differ on {name}: {said}</translation>
        </message>
        <message>
            <source>{project}计划 {date} {stage}，至今没有材料说明是否完成</source>
            <translation>{project} was planned for {date} ({stage}); no report says whether that happened</translation>
        </message>
        <message numerus="yes">
            <source>{name}：原文称 {count}，只列出 {n} 个</source>
            <translation>
                <numerusform>{name}: the report says {count} but lists only {n}</numerusform>
                <numerusform>{name}: the report says {count} but lists only {n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{start} 到 {end} 之间 {n} 个月没有材料</source>
            <translation>
                <numerusform>No report for {n} month between {start} and {end}</numerusform>
                <numerusform>No report for {n} months between {start} and {end}</numerusform>
            </translation>
        </message>
        <message>
            <source>实际</source>
            <translation>Actual</translation>
        </message>
        <message>
            <source>目标、预计</source>
            <translation>Target, forecast</translation>
        </message>
        <message>
            <source>计量单位</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>范围</source>
            <translation>Scope</translation>
        </message>
        <message>
            <source>说法不一</source>
            <translation>differs</translation>
        </message>
        <message>
            <source>（推定）</source>
            <translation> (inferred)</translation>
        </message>
        <message>
            <source>文 {number}</source>
            <translation>Report {number}</translation>
        </message>
        <message>
            <source>没有可作分母的项目</source>
            <translation>no projects for the denominator</translation>
        </message>
        <message>
            <source>达</source>
            <translation>reaching</translation>
        </message>
        <message>
            <source>高达</source>
            <translation>as much as</translation>
        </message>
        <message>
            <source>合同</source>
            <translation>contracted</translation>
        </message>
        <message numerus="yes">
            <source>矛盾：分项 {added} = {total}，公布 {n} 项</source>
            <translation>
                <numerusform>Contradiction: parts {added} = {total}, published {n}</numerusform>
                <numerusform>Contradiction: parts {added} = {total}, published {n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>公布 {count} 项，台账具名 {n} 项</source>
            <translation>
                <numerusform>Published {count}, named in the ledger {n}</numerusform>
                <numerusform>Published {count}, named in the ledger {n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{named} 项具名，{n} 项未具名</source>
            <translation>
                <numerusform>{named} named, {n} not named</numerusform>
                <numerusform>{named} named, {n} not named</numerusform>
            </translation>
        </message>
        <message>
            <source>公布 {amount}，具名项目合计 {named}，请核对是否重复或口径不同</source>
            <translation>Published {amount}, named projects add up to {named}: check for duplicates or another basis of counting</translation>
        </message>
        <message>
            <source>项目全部具名、金额全部公布，仍余 {rest}</source>
            <translation>All projects named, all amounts published, yet {rest} remain</translation>
        </message>
        <message>
            <source>公布 {amount}，落到项目 {named}，余 {rest}</source>
            <translation>Published {amount}, assigned to projects {named}, remaining {rest}</translation>
        </message>
        <message>
            <source>公布 {amount}，均未落到项目</source>
            <translation>Published {amount}, none of it assigned to projects</translation>
        </message>
        <message numerus="yes">
            <source>部分金额未公布：具名项目中 {n} 项</source>
            <translation>
                <numerusform>some amounts not published: {n} of the named projects</numerusform>
                <numerusform>some amounts not published: {n} of the named projects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>未公布个数，台账具名 {n} 项</source>
            <translation>
                <numerusform>No number published, named in the ledger {n}</numerusform>
                <numerusform>No number published, named in the ledger {n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>矛盾：公布 {count} 项，台账具名 {n} 项</source>
            <translation>
                <numerusform>Contradiction: published {count}, named in the ledger {n}</numerusform>
                <numerusform>Contradiction: published {count}, named in the ledger {n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>对上：{n} 项全部具名</source>
            <translation>
                <numerusform>Reconciled: all {n} projects are named</numerusform>
                <numerusform>Reconciled: all {n} projects are named</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 项无一具名</source>
            <translation>
                <numerusform>{n} project, not named</numerusform>
                <numerusform>{n} projects, none named</numerusform>
            </translation>
        </message>
        <message>
            <source>对上：{amount}全部落到项目</source>
            <translation>Reconciled: {amount} wholly assigned to projects</translation>
        </message>
        <message>
            <source>{words}；{part}</source>
            <translation>{words}; {part}</translation>
        </message>
        <message>
            <source>分项对上：{added} = {total}</source>
            <translation>Parts reconciled: {added} = {total}</translation>
        </message>
        <message>
            <source>要判断的两个项目不在台账里，未作改动。</source>
            <translation>The two projects are not both in the ledger; nothing was changed.</translation>
        </message>
        <message>
            <source>已经这样判断过，未作改动。</source>
            <translation>This was decided so already; nothing was changed.</translation>
        </message>
        <message>
            <source>同一单位：{names}</source>
            <translation>Same organisation: {names}</translation>
        </message>
        <message>
            <source>名称相近（{score}/100）</source>
            <translation>Similar names ({score}/100)</translation>
        </message>
        <message>
            <source>同一活动：{names}</source>
            <translation>Same announcement: {names}</translation>
        </message>
        <message>
            <source>录入时存疑：{reason}</source>
            <translation>Doubted when entered: {reason}</translation>
        </message>
        <message>
            <source>{unit}/个，公布额 ÷ 项目数，推算</source>
            <translation>{unit} per project, published amount ÷ number of projects, derived</translation>
        </message>
        <message>
            <source>{unit}；范围、口径各不相同，不连线、不相加</source>
            <translation>{unit}; extents and definitions differ: not joined, not added up</translation>
        </message>
        <message>
            <source>{unit}，括号内为项目数</source>
            <translation>{unit}, number of projects in brackets</translation>
        </message>
        <message numerus="yes">
            <source>{amount}（{n}）</source>
            <translation>
                <numerusform>{amount} ({n})</numerusform>
                <numerusform>{amount} ({n})</numerusform>
            </translation>
        </message>
        <message>
            <source>签约活动公布额</source>
            <translation>Published at signings</translation>
        </message>
        <message>
            <source>集中开工公布额</source>
            <translation>Published at ground-breakings</translation>
        </message>
        <message>
            <source>签约平均规模</source>
            <translation>Average size at signing</translation>
        </message>
        <message>
            <source>{name}，{period}</source>
            <translation>{name}, {period}</translation>
        </message>
        <message>
            <source>谋划</source>
            <translation>Conceived</translation>
        </message>
        <message>
            <source>洽谈</source>
            <translation>In talks</translation>
        </message>
        <message>
            <source>投用</source>
            <translation>In use</translation>
        </message>
        <message>
            <source>仅知年份的项目，整年都在范围内才计入</source>
            <translation>projects of which only the year is known count only if the whole year lies within</translation>
        </message>
        <message>
            <source>同一项可重复给出（任一满足），不同项须同时满足；产业与细分是同一项；名称写中文或编号。</source>
            <translation>Options may be repeated (any value passes); different options must all hold; industry and track are one option. Names are given in Chinese, or as ids.</translation>
        </message>
        <message>
            <source>产业与细分按哪一套分类（2021、2022）；不写则按现行的</source>
            <translation>the taxonomy of industries and tracks (2021, 2022); the current one by default</translation>
        </message>
        <message>
            <source>起始年份（含）；年份未载的项目不计入</source>
            <translation>first year (inclusive); projects without a year are left out</translation>
        </message>
        <message>
            <source>截止年份（含）</source>
            <translation>last year (inclusive)</translation>
        </message>
        <message>
            <source>起始月份（含）；{rule}</source>
            <translation>first month (inclusive); {rule}</translation>
        </message>
        <message>
            <source>截止月份（含）</source>
            <translation>last month (inclusive)</translation>
        </message>
        <message>
            <source>限定年份或月份时，也要年份未载的项目</source>
            <translation>with bounds of years or months, also projects without a year</translation>
        </message>
        <message>
            <source>金额下限（含）；未公布金额的项目不计入</source>
            <translation>least amount (inclusive), in CNY 100 M; projects without a published amount are left out</translation>
        </message>
        <message>
            <source>金额上限（含）</source>
            <translation>greatest amount (inclusive), in CNY 100 M</translation>
        </message>
        <message>
            <source>限定金额时，也要未公布金额的项目</source>
            <translation>with bounds of amounts, also projects without a published amount</translation>
        </message>
        <message>
            <source>在名称、别名、单位、摘要里查找，可用拼音；各词须都有</source>
            <translation>search names, other names, organisations and summaries, also by pinyin; every word must occur</translation>
        </message>
        <message>
            <source>经纬度范围（WGS 84）</source>
            <translation>extent in degrees (WGS 84)</translation>
        </message>
        <message>
            <source>文件.geojson</source>
            <translation>FILE.geojson</translation>
        </message>
        <message>
            <source>多边形范围（也可直接写 GeoJSON 文字）</source>
            <translation>within a polygon (or GeoJSON text itself)</translation>
        </message>
        <message>
            <source>只要已公布金额的</source>
            <translation>only with a published amount</translation>
        </message>
        <message>
            <source>只要未公布金额的</source>
            <translation>only without a published amount</translation>
        </message>
        <message>
            <source>不含推断到园区的项目</source>
            <translation>without projects whose park is inferred</translation>
        </message>
        <message>
            <source>这不是有效的筛选条件（{message}）。</source>
            <translation>These filters are not valid ({message}).</translation>
        </message>
        <message>
            <source>“{text}”不是 2022-07 这样的年月</source>
            <translation>“{text}” is not a year and month such as 2022-07</translation>
        </message>
        <message>
            <source>不是 UTF-8 文字</source>
            <translation>not UTF-8 text</translation>
        </message>
        <message>
            <source>“{text}”不是四位年份</source>
            <translation>“{text}” is not a year of four digits</translation>
        </message>
        <message>
            <source>“{text}”不是以亿元计的数</source>
            <translation>“{text}” is not a number in CNY 100 M</translation>
        </message>
        <message>
            <source>“{text}”精细到万元以下</source>
            <translation>“{text}” is finer than CNY 10,000</translation>
        </message>
        <message>
            <source>“{text}”不是用逗号分开的项目编号</source>
            <translation>“{text}” is not a list of project ids with commas</translation>
        </message>
        <message>
            <source>范围文件不是 GeoJSON。</source>
            <translation>The area file is not GeoJSON.</translation>
        </message>
        <message>
            <source>{title}，可重复</source>
            <translation>{title}, may be repeated</translation>
        </message>
        <message>
            <source>年</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>年-月</source>
            <translation>Year-month</translation>
        </message>
        <message>
            <source>词</source>
            <translation>Words</translation>
        </message>
        <message>
            <source>无法读取范围文件：{path}。</source>
            <translation>Cannot read the area file: {path}.</translation>
        </message>
        <message>
            <source>原文园区</source>
            <translation>stated park</translation>
        </message>
        <message>
            <source>推断园区</source>
            <translation>inferred park</translation>
        </message>
        <message>
            <source>已落图</source>
            <translation>mapped</translation>
        </message>
        <message>
            <source>未落图</source>
            <translation>not mapped</translation>
        </message>
        <message>
            <source>标签</source>
            <translation>Tags</translation>
        </message>
        <message>
            <source>园区依据</source>
            <translation>Basis of park</translation>
        </message>
        <message>
            <source>落图</source>
            <translation>Mapped</translation>
        </message>
        <message>
            <source>{title}：{names}</source>
            <translation>{title}: {names}</translation>
        </message>
        <message>
            <source>年份：{first}～{last}</source>
            <translation>Year: {first}–{last}</translation>
        </message>
        <message>
            <source>月份：{first}～{last}</source>
            <translation>Month: {first} – {last}</translation>
        </message>
        <message>
            <source>金额：{amounts}</source>
            <translation>Amount: {amounts}</translation>
        </message>
        <message>
            <source>{group}（{names}）</source>
            <translation>{group} ({names})</translation>
        </message>
        <message>
            <source>{words}，含{unknown}</source>
            <translation>{words}, including {unknown}</translation>
        </message>
        <message>
            <source>年份：{first}</source>
            <translation>Year: {first}</translation>
        </message>
        <message>
            <source>年份：{last} 及以前</source>
            <translation>Year: up to {last}</translation>
        </message>
        <message>
            <source>年份：{first} 及以后</source>
            <translation>Year: from {first}</translation>
        </message>
        <message>
            <source>月份：{month} 及以后</source>
            <translation>Month: from {month}</translation>
        </message>
        <message>
            <source>月份：{month}</source>
            <translation>Month: {month}</translation>
        </message>
        <message>
            <source>金额：不少于 {least}</source>
            <translation>Amount: at least {least}</translation>
        </message>
        <message>
            <source>金额：{amounts}（不含 {above}）</source>
            <translation>Amount: {amounts} (below {above})</translation>
        </message>
        <message>
            <source>已不在台账里</source>
            <translation>no longer in the ledger</translation>
        </message>
        <message>
            <source>月份：{month} 及以前</source>
            <translation>Month: up to {month}</translation>
        </message>
        <message>
            <source>金额：不超过 {most}</source>
            <translation>Amount: at most {most}</translation>
        </message>
        <message>
            <source>金额：超过 {least}</source>
            <translation>Amount: more than {least}</translation>
        </message>
        <message>
            <source>全部项目</source>
            <translation>All projects</translation>
        </message>
        <message>
            <source>产业分类：{label}</source>
            <translation>Taxonomy: {label}</translation>
        </message>
        <message>
            <source>文字：{text}</source>
            <translation>Text: {text}</translation>
        </message>
        <message>
            <source>范围：{bounds}</source>
            <translation>Extent: {bounds}</translation>
        </message>
        <message>
            <source>在所画范围内</source>
            <translation>Within the drawn area</translation>
        </message>
        <message numerus="yes">
            <source>指定的 {n} 个项目</source>
            <translation>
                <numerusform>{n} chosen project</numerusform>
                <numerusform>{n} chosen projects</numerusform>
            </translation>
        </message>
        <message>
            <source>不含推断园区</source>
            <translation>Without inferred parks</translation>
        </message>
        <message>
            <source>未公布金额</source>
            <translation>Amount not published</translation>
        </message>
        <message>
            <source>台账里有园区引用了不存在的园区，请检查最近的改动。</source>
            <translation>A park in the ledger refers to a park that does not exist; check the latest changes.</translation>
        </message>
        <message>
            <source>台账里园区“{park}”的范围不是可用的 GeoJSON 多边形。</source>
            <translation>The footprint of the park “{park}” in the ledger is not a usable GeoJSON polygon.</translation>
        </message>
        <message>
            <source>台账里的金额大到无法相加，请检查最近的改动。</source>
            <translation>Amounts in the ledger are too large to be added up; check the latest changes.</translation>
        </message>
        <message>
            <source>科技创新</source>
            <translation>Science and innovation</translation>
        </message>
        <message>
            <source>城市建设</source>
            <translation>Urban development</translation>
        </message>
        <message>
            <source>交通</source>
            <translation>Transport</translation>
        </message>
        <message>
            <source>教育</source>
            <translation>Education</translation>
        </message>
        <message>
            <source>医疗卫生</source>
            <translation>Health care</translation>
        </message>
        <message>
            <source>文化</source>
            <translation>Culture</translation>
        </message>
        <message>
            <source>金融</source>
            <translation>Finance</translation>
        </message>
        <message>
            <source>生态</source>
            <translation>Environment</translation>
        </message>
        <message>
            <source>其他</source>
            <translation>Other</translation>
        </message>
        <message>
            <source>未细分</source>
            <translation>no track</translation>
        </message>
        <message>
            <source>未细分或无对应</source>
            <translation>no track, or none that corresponds</translation>
        </message>
        <message>
            <source>{industry}（{none}）</source>
            <translation>{industry} ({none})</translation>
        </message>
        <message>
            <source>台账里的项目被别的程序改动过，请重新打开台账。</source>
            <translation>Another program changed projects of the ledger; open it again.</translation>
        </message>
        <message>
            <source>台账里有项目引用了不存在的{title}，请检查最近的改动。</source>
            <translation>Projects in the ledger refer to a value of “{title}” that does not exist; check the latest changes.</translation>
        </message>
        <message>
            <source>台账里有{title}引用了不存在的项目，请检查最近的改动。</source>
            <translation>Values of “{title}” in the ledger refer to a project that does not exist; check the latest changes.</translation>
        </message>
        <message>
            <source>{subject}已经在这个位置，未作改动。</source>
            <translation>{subject}: already at this position, nothing was changed.</translation>
        </message>
        <message>
            <source>没有可以撤销的改动。</source>
            <translation>There is no change to undo.</translation>
        </message>
        <message>
            <source>没有可以重做的改动。</source>
            <translation>There is no change to redo.</translation>
        </message>
        <message>
            <source>改动记录第 {edit_id} 条被别的程序改坏了，未作改动。</source>
            <translation>Entry {edit_id} of the journal was damaged by another program; nothing was changed.</translation>
        </message>
        <message>
            <source>台账里没有编号 {ids} 的项目，未放置。</source>
            <translation>The ledger has no project with the id {ids}; nothing was placed.</translation>
        </message>
        <message>
            <source>没有要放置的项目。</source>
            <translation>There is no project to place.</translation>
        </message>
        <message>
            <source>改动记录第 {edit_id} 条涉及本程序不认识的内容，未作改动。</source>
            <translation>Entry {edit_id} of the journal concerns something this program does not know; nothing was changed.</translation>
        </message>
        <message>
            <source>改动记录里的值不合台账的规则，可能被别的程序改过，未作改动。</source>
            <translation>Values in the journal break the ledger's rules, perhaps changed by another program; nothing was changed.</translation>
        </message>
        <message>
            <source>改动涉及的内容后来又被改动过，为免覆盖，未作改动。</source>
            <translation>What this change concerns has been changed again since; nothing was changed, so that nothing is overwritten.</translation>
        </message>
        <message>
            <source>改动记录第 {number} 条被别的程序改坏了，未作改动。</source>
            <translation>Entry {number} of the journal was damaged by another program; nothing was changed.</translation>
        </message>
        <message>
            <source>自建</source>
            <translation>own</translation>
        </message>
        <message>
            <source>（无）</source>
            <translation>(none)</translation>
        </message>
        <message>
            <source>没有叫“{name}”的清单；现有：{names}。</source>
            <translation>There is no list called “{name}”; existing lists: {names}.</translation>
        </message>
        <message>
            <source>没有要加入的项目。</source>
            <translation>There is no project to add.</translation>
        </message>
        <message>
            <source>这些项目都已在清单“{name}”里。</source>
            <translation>All of these projects are on the list “{name}” already.</translation>
        </message>
        <message>
            <source>这些项目都不在清单“{name}”里。</source>
            <translation>None of these projects is on the list “{name}”.</translation>
        </message>
        <message>
            <source>清单已经叫“{name}”。</source>
            <translation>The list is called “{name}” already.</translation>
        </message>
        <message>
            <source>清单“{name}”已经在这个位置。</source>
            <translation>The list “{name}” stands there already.</translation>
        </message>
        <message>
            <source>这个清单已不在台账里，未作改动。</source>
            <translation>This list is no longer in the ledger; nothing was changed.</translation>
        </message>
        <message>
            <source>清单“{name}”是报道里印出的，不能改动；可以另建一个。</source>
            <translation>The list “{name}” is printed in the reports and cannot be changed; create one of your own.</translation>
        </message>
        <message>
            <source>请给清单起个名字。</source>
            <translation>Give the list a name.</translation>
        </message>
        <message>
            <source>清单的名字最多 {most} 个字。</source>
            <translation>A list's name has at most {most} characters.</translation>
        </message>
        <message>
            <source>已有叫“{name}”的清单。</source>
            <translation>There is a list called “{name}” already.</translation>
        </message>
        <message>
            <source>台账里没有编号 {numbers} 的项目，未作改动。</source>
            <translation>The ledger has no project with the id {numbers}; nothing was changed.</translation>
        </message>
        <message>
            <source>“{name}”读了 {time_limit_s:.0f} 秒还没读完，未予打开。</source>
            <translation>“{name}” was not read within {time_limit_s:.0f} s and was not opened.</translation>
        </message>
        <message>
            <source>“{name}”已损坏，或者太大，读不出文字。</source>
            <translation>“{name}” is damaged or too large; its text cannot be read.</translation>
        </message>
        <message>
            <source>可以添加 txt、docx、html 和带文字层的 pdf</source>
            <translation>txt, docx, html and pdf with a text layer can be added</translation>
        </message>
        <message>
            <source>“{name}”不是文本文件，{readable}。</source>
            <translation>“{name}” is not a text file; {readable}.</translation>
        </message>
        <message>
            <source>“{name}”里没有文字。</source>
            <translation>“{name}” holds no text.</translation>
        </message>
        <message>
            <source>“{name}”超过 {size} MB，不像一篇报道，未添加。</source>
            <translation>“{name}” is larger than {size} MB, unlike a report; it was not added.</translation>
        </message>
        <message>
            <source>“{name}”是旧版 Office 文件，请另存为 docx 再添加。</source>
            <translation>“{name}” is an old Office file; save it as docx, then add it.</translation>
        </message>
        <message>
            <source>“{name}”是 RTF 文件，请另存为 docx 再添加。</source>
            <translation>“{name}” is an RTF file; save it as docx, then add it.</translation>
        </message>
        <message>
            <source>“{name}”的内容太多，不像一篇报道，未予打开。</source>
            <translation>“{name}” holds too much, unlike a report; it was not opened.</translation>
        </message>
        <message>
            <source>“{name}”不是文件，{readable}。</source>
            <translation>“{name}” is not a file; {readable}.</translation>
        </message>
        <message>
            <source>找不到文件：{path}。</source>
            <translation>There is no such file: {path}.</translation>
        </message>
        <message>
            <source>无法读取“{name}”（{reason}）。</source>
            <translation>Cannot read “{name}” ({reason}).</translation>
        </message>
        <message>
            <source>“{name}”需要的内存太多，不像一篇报道，未予打开。</source>
            <translation>“{name}” needs too much memory, unlike a report; it was not opened.</translation>
        </message>
        <message>
            <source>台账里已没有《{title}》，未添加原文。</source>
            <translation>The ledger no longer has “{title}”; its text was not added.</translation>
        </message>
        <message>
            <source>“{name}”与台账依据的各篇报道都对不上，未添加；只收文字完全一致的原文。</source>
            <translation>“{name}” is none of the reports the ledger rests on and was not added; only texts that agree word for word are taken.</translation>
        </message>
        <message>
            <source>“{name}”像是《{title}》，但文字与台账依据的不完全一致，未添加。</source>
            <translation>“{name}” looks like “{title}”, but its wording differs from the one the ledger rests on; it was not added.</translation>
        </message>
        <message>
            <source>“{name}”含有 Word 文件不该有的声明，未予打开。</source>
            <translation>“{name}” has declarations that no Word file should have; it was not opened.</translation>
        </message>
        <message>
            <source>“{name}”解压后超过 {size} MB，不像一篇报道，未予打开。</source>
            <translation>“{name}” is larger than {size} MB when unpacked, unlike a report; it was not opened.</translation>
        </message>
        <message>
            <source>“{name}”已损坏，读不出文字。</source>
            <translation>“{name}” is damaged; its text cannot be read.</translation>
        </message>
        <message>
            <source>“{name}”已损坏或有密码保护，读不出文字。</source>
            <translation>“{name}” is damaged or protected by a password; its text cannot be read.</translation>
        </message>
        <message>
            <source>“{name}”不是 Word 文件（docx）。</source>
            <translation>“{name}” is not a Word file (docx).</translation>
        </message>
        <message>
            <source>“{name}”没有文字层，像是扫描件，请改用带文字的版本。</source>
            <translation>“{name}” has no text layer, like a scan; use a version with text.</translation>
        </message>
        <message numerus="yes">
            <source>“{name}”超过 {n} 页，不像一篇报道，未予打开。</source>
            <translation>
                <numerusform>“{name}” has more than {n} page, unlike a report; it was not opened.</numerusform>
                <numerusform>“{name}” has more than {n} pages, unlike a report; it was not opened.</numerusform>
            </translation>
        </message>
        <message>
            <source>“{name}”有密码保护，请先取消密码再添加。</source>
            <translation>“{name}” is protected by a password; remove it, then add the file.</translation>
        </message>
        <message>
            <source>上游</source>
            <translation>upstream</translation>
        </message>
        <message>
            <source>下游</source>
            <translation>downstream</translation>
        </message>
        <message>
            <source>上下游</source>
            <translation>up- and downstream</translation>
        </message>
        <message>
            <source>环节</source>
            <translation>links of a chain</translation>
        </message>
        <message>
            <source>平台</source>
            <translation>platform</translation>
        </message>
        <message>
            <source>补链</source>
            <translation>closes a gap</translation>
        </message>
        <message>
            <source>延链</source>
            <translation>extends</translation>
        </message>
        <message>
            <source>带动</source>
            <translation>drives</translation>
        </message>
        <message>
            <source>支撑</source>
            <translation>supports</translation>
        </message>
        <message>
            <source>服务</source>
            <translation>serves</translation>
        </message>
        <message>
            <source>孵化</source>
            <translation>incubated</translation>
        </message>
        <message>
            <source>角色</source>
            <translation>called</translation>
        </message>
        <message>
            <source>前者在后者的上游</source>
            <translation>The first is upstream of the second</translation>
        </message>
        <message>
            <source>后者在前者的下游</source>
            <translation>The second is downstream of the first</translation>
        </message>
        <message>
            <source>前者与后者为上下游，谁上谁下文中未说</source>
            <translation>Up- and downstream of each other; which is which is not printed</translation>
        </message>
        <message>
            <source>两者是一条链上先后列出的环节</source>
            <translation>Two links of a chain, one listed after the other</translation>
        </message>
        <message>
            <source>前者是后者的平台</source>
            <translation>The first is a platform of the second</translation>
        </message>
        <message>
            <source>前者补齐、完善后者，或填补其空白</source>
            <translation>The first completes the second or closes a gap in it</translation>
        </message>
        <message>
            <source>前者把后者向上下游扩展</source>
            <translation>The first extends the second up- and downstream</translation>
        </message>
        <message>
            <source>前者带动、推动或引来后者</source>
            <translation>The first drives, promotes or attracts the second</translation>
        </message>
        <message>
            <source>前者支撑后者</source>
            <translation>The first supports the second</translation>
        </message>
        <message>
            <source>前者为后者服务</source>
            <translation>The first serves the second</translation>
        </message>
        <message>
            <source>前者孵化出后者</source>
            <translation>The first incubated the second</translation>
        </message>
        <message>
            <source>前者在后者中称作龙头、元老或新星</source>
            <translation>In the second, the first is called a leader, a veteran or a rising star</translation>
        </message>
        <message>
            <source>分类体系</source>
            <translation>taxonomy</translation>
        </message>
        <message>
            <source>{taxonomy}里的产业</source>
            <translation>industry of {taxonomy}</translation>
        </message>
        <message>
            <source>{place}：缺少 id。</source>
            <translation>{place}: the id is missing.</translation>
        </message>
        <message>
            <source>编号 {id} 的行</source>
            <translation>the row with the id {id} </translation>
        </message>
        <message>
            <source>有一行</source>
            <translation>a row </translation>
        </message>
        <message>
            <source>{table}.csv：{where}引用了 {parent} 里没有的内容。</source>
            <translation>{table}.csv: {where}refers to something that is not in {parent}.</translation>
        </message>
        <message>
            <source>{place}：{source} 写的“{name}”不是已有的{title}。</source>
            <translation>{place}: {source} says “{name}”, which is no known {title}.</translation>
        </message>
        <message>
            <source>{place}：不符合台账的规则（{error}）。</source>
            <translation>{place}: breaks the ledger's rules ({error}).</translation>
        </message>
        <message>
            <source>{table}.csv 第 {line} 行</source>
            <translation>{table}.csv, line {line}</translation>
        </message>
        <message>
            <source>找不到数据包文件夹：{seed_dir}。</source>
            <translation>There is no such folder of the data pack: {seed_dir}.</translation>
        </message>
        <message>
            <source>{name} 以 BOM 开头；数据包文件应为不带 BOM 的 UTF-8。</source>
            <translation>{name} begins with a byte order mark; files of the data pack are UTF-8 without one.</translation>
        </message>
        <message>
            <source>{name} 缺少列：{columns}。</source>
            <translation>{name} lacks columns: {columns}.</translation>
        </message>
        <message>
            <source>{name} 的表头有重复的列名。</source>
            <translation>The header of {name} names a column twice.</translation>
        </message>
        <message>
            <source>{place}：{column} 的数超出范围：“{text}”。</source>
            <translation>{place}: the number in {column} is out of range: “{text}”.</translation>
        </message>
        <message>
            <source>{name} 第 {line} 行不是合规的 CSV：{error}。</source>
            <translation>{name}, line {line} is not valid CSV: {error}.</translation>
        </message>
        <message>
            <source>数据包缺少文件 {name}（{parent}）。</source>
            <translation>The data pack lacks the file {name} ({parent}).</translation>
        </message>
        <message>
            <source>无法读取数据包文件 {path}：{reason}。</source>
            <translation>Cannot read the file {path} of the data pack: {reason}.</translation>
        </message>
        <message>
            <source>{name} 第 {line} 行不是 UTF-8 文字。</source>
            <translation>{name}, line {line} is not UTF-8 text.</translation>
        </message>
        <message>
            <source>{name} 第 {line} 行有 {cells} 格，表头有 {expected} 列。</source>
            <translation>{name}, line {line} has {cells} cells, the header has {expected}.</translation>
        </message>
        <message>
            <source>{place}：{column} 应为整数，实际是“{text}”。</source>
            <translation>{place}: {column} should be a whole number and is “{text}”.</translation>
        </message>
        <message>
            <source>{place}：{column} 应为数字，实际是“{text}”。</source>
            <translation>{place}: {column} should be a number and is “{text}”.</translation>
        </message>
        <message>
            <source>台账在建立之后被改动过，未覆盖；确要重建请加 --force（会先备份）：{path}。</source>
            <translation>The ledger was changed since it was built and was not overwritten; to rebuild it all the same add --force (it is backed up first): {path}.</translation>
        </message>
        <message>
            <source>无法写入台账（链接成环）：{path}。</source>
            <translation>Cannot write to the ledger (circular link): {path}.</translation>
        </message>
        <message>
            <source>未开工</source>
            <translation>Not started</translation>
        </message>
        <message>
            <source>已开工</source>
            <translation>Started</translation>
        </message>
        <message>
            <source>无唯一对应</source>
            <translation>no single counterpart</translation>
        </message>
        <message>
            <source>没有“{word}”这套产业分类；可用的有：{known}。</source>
            <translation>There is no taxonomy “{word}”; available: {known}.</translation>
        </message>
        <message>
            <source>{told}（台账记作{stored}）</source>
            <translation>{told} (in the ledger {stored})</translation>
        </message>
        <message>
            <source>投资方</source>
            <translation>investor</translation>
        </message>
        <message>
            <source>合作方</source>
            <translation>partner</translation>
        </message>
        <message>
            <source>建设方</source>
            <translation>builder</translation>
        </message>
        <message>
            <source>服务对象</source>
            <translation>client</translation>
        </message>
        <message>
            <source>母公司</source>
            <translation>parent company</translation>
        </message>
        <message>
            <source>依托方</source>
            <translation>host institution</translation>
        </message>
        <message>
            <source>引进方</source>
            <translation>introduced by</translation>
        </message>
        <message>
            <source>关联方</source>
            <translation>affiliate</translation>
        </message>
        <message>
            <source>孵化企业</source>
            <translation>incubated company</translation>
        </message>
        <message>
            <source>约</source>
            <translation>about</translation>
        </message>
        <message>
            <source>预计</source>
            <translation>expected</translation>
        </message>
        <message>
            <source>超</source>
            <translation>over</translation>
        </message>
        <message>
            <source>超过</source>
            <translation>more than</translation>
        </message>
        <message>
            <source>余</source>
            <translation>over</translation>
        </message>
        <message>
            <source>近</source>
            <translation>nearly</translation>
        </message>
        <message>
            <source>多</source>
            <translation>over</translation>
        </message>
        <message>
            <source>突破</source>
            <translation>beyond</translation>
        </message>
        <message>
            <source>进入</source>
            <translation>among</translation>
        </message>
        <message>
            <source>达到</source>
            <translation>reaching</translation>
        </message>
        <message>
            <source>增至</source>
            <translation>up to</translation>
        </message>
        <message>
            <source>力争</source>
            <translation>aiming at</translation>
        </message>
        <message>
            <source>争取</source>
            <translation>aiming at</translation>
        </message>
        <message>
            <source>将</source>
            <translation>to be</translation>
        </message>
        <message>
            <source>拟</source>
            <translation>planned</translation>
        </message>
        <message>
            <source>计划</source>
            <translation>planned</translation>
        </message>
        <message>
            <source>仅需</source>
            <translation>only</translation>
        </message>
        <message>
            <source>内</source>
            <translation>within</translation>
        </message>
        <message>
            <source>片区</source>
            <translation>district area</translation>
        </message>
        <message>
            <source>区县</source>
            <translation>district</translation>
        </message>
        <message>
            <source>科学城</source>
            <translation>Science City</translation>
        </message>
        <message>
            <source>载体</source>
            <translation>host site</translation>
        </message>
        <message>
            <source>开发区</source>
            <translation>development zone</translation>
        </message>
        <message>
            <source>公园</source>
            <translation>park land</translation>
        </message>
        <message>
            <source>没有叫“{word}”的{title}；全部名称见 facets --json。</source>
            <translation>“{word}” is no value of “{title}”; facets --json lists them all.</translation>
        </message>
        <message>
            <source>没有叫“{word}”的{title}；它是{others}。</source>
            <translation>“{word}” is no value of “{title}”; it is one of “{others}”.</translation>
        </message>
        <message>
            <source>没有叫“{word}”的{title}；相近的有：{names}。</source>
            <translation>“{word}” is no value of “{title}”; similar ones are: {names}.</translation>
        </message>
        <message>
            <source>没有叫“{word}”的{title}；可用的有：{names}。</source>
            <translation>“{word}” is no value of “{title}”; available: {names}.</translation>
        </message>
        <message>
            <source>含各园区</source>
            <translation>includes all parks</translation>
        </message>
        <message numerus="yes">
            <source>{name}等 {n} 个园区</source>
            <translation>
                <numerusform>{name}, {n} park</numerusform>
                <numerusform>{name} and others: {n} parks</numerusform>
            </translation>
        </message>
        <message>
            <source>东北</source>
            <translation>north-east</translation>
        </message>
        <message>
            <source>西北</source>
            <translation>north-west</translation>
        </message>
        <message>
            <source>西南</source>
            <translation>south-west</translation>
        </message>
        <message>
            <source>南</source>
            <translation>south</translation>
        </message>
        <message>
            <source>东南</source>
            <translation>south-east</translation>
        </message>
        <message>
            <source>“{name}”是空文件。</source>
            <translation>“{name}” is an empty file.</translation>
        </message>
        <message>
            <source>“{name}”是图片，没有可以直接叠加的坐标；请先转成 MBTiles 或 PMTiles。</source>
            <translation>“{name}” is a picture without usable coordinates; convert it to MBTiles or PMTiles first.</translation>
        </message>
        <message>
            <source>“{name}”不是文件。</source>
            <translation>“{name}” is not a file.</translation>
        </message>
        <message>
            <source>打不开“{name}”：文件不存在或没有读取权限。</source>
            <translation>Cannot open “{name}”: it does not exist or may not be read.</translation>
        </message>
        <message>
            <source>地图文件“{name}”已损坏，或者不是 MBTiles。</source>
            <translation>The map file “{name}” is damaged, or is not MBTiles.</translation>
        </message>
        <message>
            <source>“{name}”里没有可以显示的瓦片（既不是图片，也不是矢量瓦片）。</source>
            <translation>“{name}” has no tiles that can be shown (neither pictures nor vector tiles).</translation>
        </message>
        <message>
            <source>“{name}”是数据库，但里面没有地图瓦片，不是 MBTiles。</source>
            <translation>“{name}” is a database without map tiles, not MBTiles.</translation>
        </message>
        <message>
            <source>地图文件“{name}”已经关闭。</source>
            <translation>The map file “{name}” is already closed.</translation>
        </message>
        <message>
            <source>地图文件“{name}”的查询太慢，未予打开。</source>
            <translation>The map file “{name}” answers too slowly and was not opened.</translation>
        </message>
        <message>
            <source>“{name}”里是 MLT 格式的矢量瓦片，目前只支持 MVT。</source>
            <translation>“{name}” holds vector tiles in MLT format; only MVT is supported.</translation>
        </message>
        <message>
            <source>“{name}”用了不支持的压缩方式（只支持 gzip 和不压缩）。</source>
            <translation>“{name}” uses an unsupported compression (only gzip or none).</translation>
        </message>
        <message>
            <source>“{name}”不是 PMTiles 第 3 版，请用 pmtiles convert 转换后再添加。</source>
            <translation>“{name}” is not PMTiles version 3; convert it with pmtiles convert, then add it.</translation>
        </message>
        <message>
            <source>“{name}”不是 PMTiles 第 3 版；旧版请用 pmtiles convert 转换后再添加。</source>
            <translation>“{name}” is not PMTiles version 3; convert older versions with pmtiles convert, then add it.</translation>
        </message>
        <message>
            <source>地图文件“{name}”已损坏或不完整。</source>
            <translation>The map file “{name}” is damaged or incomplete.</translation>
        </message>
        <message>
            <source>在线瓦片缓存 {file} 不能使用。</source>
            <translation>The cache of online tiles {file} cannot be used.</translation>
        </message>
        <message>
            <source>在线瓦片缓存 {file} 写不进去。</source>
            <translation>The cache of online tiles {file} cannot be written.</translation>
        </message>
        <message>
            <source>在线瓦片缓存 {file} 清不掉。</source>
            <translation>The cache of online tiles {file} cannot be emptied.</translation>
        </message>
        <message>
            <source>地图文件里有一块数据解压后超过 {limit} MB，未予打开。</source>
            <translation>A piece of the map file is larger than {limit} MB when unpacked; it was not opened.</translation>
        </message>
        <message>
            <source>地图文件里的压缩数据不完整。</source>
            <translation>Compressed data in the map file is incomplete.</translation>
        </message>
        <message>
            <source>地图文件里的压缩数据已损坏。</source>
            <translation>Compressed data in the map file is damaged.</translation>
        </message>
        <message>
            <source>文件没有说明坐标系，坐标也不是经纬度；请在制图软件里转成 WGS 84 再添加。</source>
            <translation>The file names no coordinate system and its coordinates are not degrees; convert it to WGS 84 in a GIS, then add it.</translation>
        </message>
        <message>
            <source>文件里的坐标超出了经纬度的范围（坐标系写作“{crs}”）。</source>
            <translation>Coordinates in the file exceed the range of degrees (its coordinate system is given as “{crs}”).</translation>
        </message>
        <message>
            <source>文件里没有矢量图层。</source>
            <translation>The file holds no vector layer.</translation>
        </message>
        <message>
            <source>文件里有超过 {ten_thousands} 万个要素，请先切成 PMTiles 或 MBTiles 再添加。</source>
            <translation>The file has more than {ten_thousands}0,000 features; cut it into PMTiles or MBTiles first.</translation>
        </message>
        <message>
            <source>文件的坐标系“{crs}”无法换算成经纬度；请在制图软件里转成 WGS 84 再添加。</source>
            <translation>The file's coordinate system “{crs}” cannot be converted to degrees; convert it to WGS 84 in a GIS, then add it.</translation>
        </message>
        <message>
            <source>坐标系“{crs}”没有公开的换算参数，位置可能偏差一两百米。</source>
            <translation>The coordinate system “{crs}” has no published parameters: places may be a hundred metres or two off.</translation>
        </message>
        <message>
            <source>文件里有超过 {ten_thousands} 万个顶点，请先切成 PMTiles 或 MBTiles 再添加。</source>
            <translation>The file has more than {ten_thousands}0,000 vertices; cut it into PMTiles or MBTiles first.</translation>
        </message>
        <message>
            <source>“{name}”里没有可以显示的点、线或面。</source>
            <translation>“{name}” has no points, lines or polygons that can be shown.</translation>
        </message>
        <message>
            <source>这是 {driver} 文件，不能作为叠加图层；可用 GeoJSON、GPKG、KML、Shapefile。</source>
            <translation>This is a {driver} file, which cannot be an overlay; GeoJSON, GPKG, KML and Shapefile can.</translation>
        </message>
        <message>
            <source>，或者里面有一个要素太大</source>
            <translation>, or one of its features is too large</translation>
        </message>
        <message>
            <source>读不懂这个 {format} 文件：内容不完整或已损坏{big}。</source>
            <translation>This {format} file cannot be understood: it is incomplete or damaged{big}.</translation>
        </message>
        <message>
            <source>“{name}”需要的内存太多，请先切成 PMTiles 或 MBTiles 再添加。</source>
            <translation>“{name}” needs too much memory; cut it into PMTiles or MBTiles first.</translation>
        </message>
        <message>
            <source>读不了“{name}”：{reason}。</source>
            <translation>Cannot read “{name}”: {reason}.</translation>
        </message>
        <message>
            <source>“{name}”已损坏，或者太大，读不出来。</source>
            <translation>“{name}” is damaged or too large and cannot be read.</translation>
        </message>
        <message>
            <source>“{name}”读了 {limit:.0f} 秒还没读完，未予打开。</source>
            <translation>“{name}” was not read within {limit:.0f} s and was not opened.</translation>
        </message>
        <message>
            <source>可以添加 MBTiles、PMTiles、GeoJSON、GPKG、KML/KMZ、GPX 和 Shapefile（.shp 或 .zip）</source>
            <translation>MBTiles, PMTiles, GeoJSON, GPKG, KML/KMZ, GPX and Shapefile (.shp or .zip) can be added</translation>
        </message>
        <message>
            <source>“{name}”超过 {size} MB，请先切成 PMTiles 或 MBTiles 再添加。</source>
            <translation>“{name}” is larger than {size} MB; cut it into PMTiles or MBTiles first.</translation>
        </message>
        <message>
            <source>认不出“{name}”是什么地图文件；{readable}。</source>
            <translation>“{name}” is not a map file this program knows; {readable}.</translation>
        </message>
        <message>
            <source>文件的末尾缺失，只显示读得出来的部分。</source>
            <translation>The end of the file is missing; only what can be read is shown.</translation>
        </message>
        <message>
            <source>压缩包“{name}”里没有地图文件（Shapefile、KML、GeoJSON 或 GPKG）。</source>
            <translation>The archive “{name}” holds no map file (Shapefile, KML, GeoJSON or GPKG).</translation>
        </message>
        <message>
            <source>压缩包“{name}”已损坏、有密码，或者用了不支持的压缩方式。</source>
            <translation>The archive “{name}” is damaged, has a password, or uses an unsupported compression.</translation>
        </message>
        <message>
            <source>压缩包“{name}”里的文件太多，未予打开。</source>
            <translation>The archive “{name}” holds too many files and was not opened.</translation>
        </message>
        <message>
            <source>文件里定义了 XML 实体，可能有害，未予打开。</source>
            <translation>The file defines XML entities, which may do harm; it was not opened.</translation>
        </message>
        <message>
            <source>“{text}”里没有认得的园区名。</source>
            <translation>“{text}” names no park that is known.</translation>
        </message>
        <message>
            <source>“{text}”同时提到互不包含的几处：{names}。</source>
            <translation>“{text}” names several places, none of which lies in another: {names}.</translation>
        </message>
        <message>
            <source>文件里没有多边形。</source>
            <translation>The file holds no polygon.</translation>
        </message>
        <message>
            <source>多边形的坐标不是经纬度。</source>
            <translation>The polygon's coordinates are not longitude and latitude.</translation>
        </message>
        <message>
            <source>多边形里有无效的坐标。</source>
            <translation>The polygon has invalid coordinates.</translation>
        </message>
        <message>
            <source>多边形的边界自相交或不成立{where}。</source>
            <translation>The polygon's boundary crosses itself or is not valid{where}.</translation>
        </message>
        <message>
            <source>多边形没有面积。</source>
            <translation>The polygon has no area.</translation>
        </message>
        <message>
            <source>多边形的坐标读不出来。</source>
            <translation>The polygon's coordinates cannot be read.</translation>
        </message>
        <message>
            <source>需要 GeoJSON 多边形（Polygon 或 MultiPolygon）。</source>
            <translation>A GeoJSON polygon is needed (Polygon or MultiPolygon).</translation>
        </message>
        <message>
            <source>坐标超出范围：经度 {lng}，纬度 {lat}。</source>
            <translation>Coordinates out of range: longitude {lng}, latitude {lat}.</translation>
        </message>
        <message>
            <source>范围不成立：西 {west}，南 {south}，东 {east}，北 {north}。</source>
            <translation>Not a valid extent: west {west}, south {south}, east {east}, north {north}.</translation>
        </message>
        <message>
            <source>范围应写作“西,南,东,北”四个度数，收到的是“{text}”。</source>
            <translation>An extent is four angles in degrees, “west,south,east,north”; got “{text}”.</translation>
        </message>
        <message>
            <source>科学城招商地图</source>
            <translation>Science City Atlas</translation>
        </message>
        <message>
            <source>没有权限</source>
            <translation>permission denied</translation>
        </message>
        <message>
            <source>磁盘只读</source>
            <translation>the disk is read-only</translation>
        </message>
        <message>
            <source>磁盘空间不足</source>
            <translation>not enough disk space</translation>
        </message>
        <message>
            <source>超出磁盘配额</source>
            <translation>the disk quota is exceeded</translation>
        </message>
        <message>
            <source>文件太大</source>
            <translation>the file is too large</translation>
        </message>
        <message>
            <source>文件或文件夹不存在</source>
            <translation>no such file or folder</translation>
        </message>
        <message>
            <source>路径里有一段不是文件夹</source>
            <translation>part of the path is not a folder</translation>
        </message>
        <message>
            <source>这是文件夹</source>
            <translation>it is a folder</translation>
        </message>
        <message>
            <source>已经存在</source>
            <translation>it exists already</translation>
        </message>
        <message>
            <source>名称太长</source>
            <translation>the name is too long</translation>
        </message>
        <message>
            <source>链接成环</source>
            <translation>circular link</translation>
        </message>
        <message>
            <source>磁盘读写出错</source>
            <translation>disk error</translation>
        </message>
        <message>
            <source>正被别的程序使用</source>
            <translation>in use by another program</translation>
        </message>
        <message>
            <source>打开的文件太多</source>
            <translation>too many files are open</translation>
        </message>
        <message>
            <source>接收的一方已经关闭</source>
            <translation>the receiving end is closed</translation>
        </message>
        <message>
            <source>设备不存在</source>
            <translation>no such device</translation>
        </message>
        <message>
            <source>网络文件夹已断开</source>
            <translation>the network folder is disconnected</translation>
        </message>
        <message>
            <source>磁盘出错</source>
            <translation>disk error</translation>
        </message>
        <message>
            <source>这个文件是一张可以筛选的地图，请用浏览器打开。</source>
            <translation>This file is a map that can be filtered; open it in a browser.</translation>
        </message>
        <message>
            <source>园区表是空的。</source>
            <translation>The table of parks is empty.</translation>
        </message>
        <message>
            <source>没有编号为 {park_id} 的园区。</source>
            <translation>There is no park with the id {park_id}.</translation>
        </message>
        <message>
            <source>仅知在科学城，无园区</source>
            <translation>known to be in the Science City, no park</translation>
        </message>
        <message>
            <source>坐标未定</source>
            <translation>position not determined</translation>
        </message>
        <message>
            <source>{name}（全域）</source>
            <translation>{name} (whole area)</translation>
        </message>
        <message>
            <source>含{words}</source>
            <translation>includes {words}</translation>
        </message>
        <message>
            <source>没有名为 {provider_id} 的在线底图。</source>
            <translation>There is no online map called {provider_id}.</translation>
        </message>
        <message>
            <source>© 天地图</source>
            <translation>© Tianditu</translation>
        </message>
        <message>
            <source>© OpenStreetMap 贡献者（ODbL）</source>
            <translation>© OpenStreetMap contributors (ODbL)</translation>
        </message>
        <message>
            <source>天地图 注记</source>
            <translation>Tianditu labels</translation>
        </message>
        <message>
            <source>天地图 矢量</source>
            <translation>Tianditu vector</translation>
        </message>
        <message>
            <source>天地图 影像</source>
            <translation>Tianditu imagery</translation>
        </message>
        <message>
            <source>高德地图</source>
            <translation>Amap (Gaode)</translation>
        </message>
        <message>
            <source>© 高德地图</source>
            <translation>© Amap</translation>
        </message>
        <message>
            <source>{title}没有这一级的瓦片。</source>
            <translation>{title} has no tiles at this level.</translation>
        </message>
        <message>
            <source>{title}要用自己的密钥，密钥由字母和数字组成。</source>
            <translation>{title} needs a key of your own, made of letters and digits.</translation>
        </message>
        <message>
            <source>打开台账(&amp;O)…</source>
            <translation>&amp;Open ledger…</translation>
        </message>
        <message>
            <source>打开另一个台账文件（.kxc）</source>
            <translation>Open another ledger file (.kxc)</translation>
        </message>
        <message>
            <source>导出筛选结果(&amp;E)…</source>
            <translation>&amp;Export filtered…</translation>
        </message>
        <message>
            <source>把当前筛选出的全部项目导出为文件</source>
            <translation>Export all projects that pass the filters to a file</translation>
        </message>
        <message>
            <source>导出选中(&amp;S)…</source>
            <translation>Export &amp;selected…</translation>
        </message>
        <message>
            <source>只导出选中的项目</source>
            <translation>Export only the selected projects</translation>
        </message>
        <message>
            <source>地图存为图片(&amp;P)…</source>
            <translation>Save map as &amp;picture…</translation>
        </message>
        <message>
            <source>把地图按现在的样子存为 PNG</source>
            <translation>Save the map as it looks now as PNG</translation>
        </message>
        <message>
            <source>添加报道原文(&amp;D)…</source>
            <translation>A&amp;dd report texts…</translation>
        </message>
        <message>
            <source>添加报道的全文，依据处便显示原句；可拖进窗口</source>
            <translation>Add the full text of reports, so that evidence shows the printed sentence; files can be dropped on the window</translation>
        </message>
        <message>
            <source>退出(&amp;Q)</source>
            <translation>&amp;Quit</translation>
        </message>
        <message>
            <source>关闭窗口</source>
            <translation>Close the window</translation>
        </message>
        <message>
            <source>后退一步(&amp;U)</source>
            <translation>&amp;Undo step</translation>
        </message>
        <message>
            <source>回到上一个筛选或选择</source>
            <translation>Back to the previous filters or selection</translation>
        </message>
        <message>
            <source>前进一步(&amp;R)</source>
            <translation>&amp;Redo step</translation>
        </message>
        <message>
            <source>恢复刚才后退的一步</source>
            <translation>Redo the step that was undone</translation>
        </message>
        <message>
            <source>人工定位选中(&amp;H)</source>
            <translation>Place selection by &amp;hand</translation>
        </message>
        <message>
            <source>在地图上指定选中项目的位置，记为人工</source>
            <translation>Set the position of the selected projects on the map; it is marked as set by hand</translation>
        </message>
        <message>
            <source>撤销改动(&amp;W)</source>
            <translation>Un&amp;do change</translation>
        </message>
        <message>
            <source>撤销最近一次写进台账的改动：放置或清单</source>
            <translation>Undo the latest change written to the ledger (a placing or a list)</translation>
        </message>
        <message>
            <source>重做改动(&amp;D)</source>
            <translation>R&amp;edo change</translation>
        </message>
        <message>
            <source>重做刚才撤销的改动</source>
            <translation>Redo the change that was undone</translation>
        </message>
        <message>
            <source>加入清单(&amp;J)…</source>
            <translation>Add to l&amp;ist…</translation>
        </message>
        <message>
            <source>把选中的项目加入自建清单，或新建一个</source>
            <translation>Add the selected projects to a list of your own, or to a new one</translation>
        </message>
        <message>
            <source>移出清单(&amp;X)…</source>
            <translation>Remove &amp;from list…</translation>
        </message>
        <message>
            <source>把选中的项目移出自建清单</source>
            <translation>Remove the selected projects from a list of your own</translation>
        </message>
        <message>
            <source>管理清单(&amp;M)…</source>
            <translation>&amp;Manage lists…</translation>
        </message>
        <message>
            <source>自建清单的新建、改名、排序与删除</source>
            <translation>Create, rename, order and delete lists of your own</translation>
        </message>
        <message>
            <source>查找(&amp;F)</source>
            <translation>&amp;Find</translation>
        </message>
        <message>
            <source>在名称、别名、单位和摘要里查找，可用拼音首字母</source>
            <translation>Search names, other names, organisations and summaries, also by pinyin initials</translation>
        </message>
        <message>
            <source>在表内查找(&amp;G)</source>
            <translation>Find in &amp;table</translation>
        </message>
        <message>
            <source>在项目表显示着的列里逐处查找，不筛选</source>
            <translation>Step through matches in the table's visible columns, without filtering</translation>
        </message>
        <message>
            <source>清除全部筛选(&amp;C)</source>
            <translation>&amp;Clear all filters</translation>
        </message>
        <message>
            <source>显示台账里的全部项目</source>
            <translation>Show all projects of the ledger</translation>
        </message>
        <message>
            <source>只看原文写明园区的(&amp;T)</source>
            <translation>Only s&amp;tated parks</translation>
        </message>
        <message>
            <source>隐去推断到园区和仅知在科学城的项目</source>
            <translation>Hide projects whose park is inferred or unknown</translation>
        </message>
        <message>
            <source>只看选中(&amp;K)</source>
            <translation>Only selecte&amp;d</translation>
        </message>
        <message>
            <source>只留下选中的项目；再点恢复</source>
            <translation>Show only the selected projects; choose again to go back</translation>
        </message>
        <message>
            <source>全选筛选结果(&amp;A)</source>
            <translation>Select &amp;all filtered</translation>
        </message>
        <message>
            <source>选中当前筛选出的全部项目</source>
            <translation>Select all projects that pass the filters</translation>
        </message>
        <message>
            <source>取消选择(&amp;N)</source>
            <translation>Select &amp;none</translation>
        </message>
        <message>
            <source>不选任何项目</source>
            <translation>Select no project</translation>
        </message>
        <message>
            <source>反选(&amp;I)</source>
            <translation>&amp;Invert selection</translation>
        </message>
        <message>
            <source>在筛选结果里选中未选的，放开已选的</source>
            <translation>Among the filtered, select what is not selected and deselect what is</translation>
        </message>
        <message>
            <source>浏览与点选(&amp;B)</source>
            <translation>&amp;Browse and pick</translation>
        </message>
        <message>
            <source>拖动地图，点按符号选中</source>
            <translation>Drag the map, click symbols to select</translation>
        </message>
        <message>
            <source>矩形选择(&amp;R)</source>
            <translation>&amp;Rectangle</translation>
        </message>
        <message>
            <source>框选符号；Shift 加选，Alt 减选</source>
            <translation>Select symbols in a rectangle; Shift adds, Alt removes</translation>
        </message>
        <message>
            <source>套索选择(&amp;L)</source>
            <translation>&amp;Lasso</translation>
        </message>
        <message>
            <source>圈选符号；Shift 加选，Alt 减选</source>
            <translation>Select symbols in a free shape; Shift adds, Alt removes</translation>
        </message>
        <message>
            <source>圆形选择(&amp;O)</source>
            <translation>Cir&amp;cle</translation>
        </message>
        <message>
            <source>从中心拖圆选中；Shift 加选，Alt 减选</source>
            <translation>Drag a circle from its centre; Shift adds, Alt removes</translation>
        </message>
        <message>
            <source>量距离(&amp;D)</source>
            <translation>Measure &amp;distance</translation>
        </message>
        <message>
            <source>逐点点按，量椭球面上的距离；双击结束</source>
            <translation>Click point after point to measure distance on the ellipsoid; double-click to finish</translation>
        </message>
        <message>
            <source>量面积(&amp;E)</source>
            <translation>Measure ar&amp;ea</translation>
        </message>
        <message>
            <source>逐点点按，量椭球面上的面积；双击结束</source>
            <translation>Click point after point to measure area on the ellipsoid; double-click to finish</translation>
        </message>
        <message>
            <source>全图(&amp;0)</source>
            <translation>Full e&amp;xtent</translation>
        </message>
        <message>
            <source>显示科学城全域</source>
            <translation>Show the whole Science City</translation>
        </message>
        <message>
            <source>缩放到选中(&amp;Z)</source>
            <translation>&amp;Zoom to selection</translation>
        </message>
        <message>
            <source>把地图移到选中的项目</source>
            <translation>Move the map to the selected projects</translation>
        </message>
        <message>
            <source>上一视图(&amp;P)</source>
            <translation>&amp;Previous view</translation>
        </message>
        <message>
            <source>回到地图刚才的位置</source>
            <translation>Back to where the map was</translation>
        </message>
        <message>
            <source>下一视图(&amp;N)</source>
            <translation>&amp;Next view</translation>
        </message>
        <message>
            <source>再到后退之前的位置</source>
            <translation>Forward again to where the map was</translation>
        </message>
        <message>
            <source>复制坐标(&amp;C)</source>
            <translation>&amp;Copy coordinates</translation>
        </message>
        <message>
            <source>复制指针所在处的坐标</source>
            <translation>Copy the coordinates under the pointer</translation>
        </message>
        <message>
            <source>定位到坐标(&amp;G)…</source>
            <translation>&amp;Go to coordinates…</translation>
        </message>
        <message>
            <source>输入坐标，把地图移到那里</source>
            <translation>Type coordinates and move the map there</translation>
        </message>
        <message>
            <source>WGS 84（GPS、CGCS2000）(&amp;W)</source>
            <translation>&amp;WGS 84 (GPS, CGCS2000)</translation>
        </message>
        <message>
            <source>坐标按 WGS 84 显示与复制</source>
            <translation>Show and copy coordinates in WGS 84</translation>
        </message>
        <message>
            <source>GCJ-02（高德、腾讯）(&amp;G)</source>
            <translation>GC&amp;J-02 (Amap, Tencent)</translation>
        </message>
        <message>
            <source>坐标按 GCJ-02 显示与复制</source>
            <translation>Show and copy coordinates in GCJ-02</translation>
        </message>
        <message>
            <source>BD-09（百度）(&amp;B)</source>
            <translation>&amp;BD-09 (Baidu)</translation>
        </message>
        <message>
            <source>坐标按 BD-09 显示与复制</source>
            <translation>Show and copy coordinates in BD-09</translation>
        </message>
        <message>
            <source>十进制度(&amp;D)</source>
            <translation>&amp;Decimal degrees</translation>
        </message>
        <message>
            <source>坐标写作十进制度</source>
            <translation>Write coordinates in decimal degrees</translation>
        </message>
        <message>
            <source>度分秒(&amp;M)</source>
            <translation>Degrees, &amp;minutes, seconds</translation>
        </message>
        <message>
            <source>坐标写作度、分、秒</source>
            <translation>Write coordinates in degrees, minutes and seconds</translation>
        </message>
        <message>
            <source>添加书签(&amp;A)…</source>
            <translation>&amp;Add bookmark…</translation>
        </message>
        <message>
            <source>给当前画面起名，以便再来</source>
            <translation>Name this view, to come back to it</translation>
        </message>
        <message>
            <source>图层(&amp;L)</source>
            <translation>&amp;Layers</translation>
        </message>
        <message>
            <source>显示或收起图层面板</source>
            <translation>Show or hide the layers panel</translation>
        </message>
        <message>
            <source>添加地图文件(&amp;F)…</source>
            <translation>Add map &amp;files…</translation>
        </message>
        <message>
            <source>把 MBTiles、GeoJSON 等地图文件加为图层</source>
            <translation>Add map files such as MBTiles or GeoJSON as layers</translation>
        </message>
        <message>
            <source>地图显示(&amp;I)</source>
            <translation>Map d&amp;isplay</translation>
        </message>
        <message>
            <source>符号、热力或分区着色；按项目数或投资额</source>
            <translation>Symbols, heat or shaded areas; by number of projects or investment</translation>
        </message>
        <message>
            <source>导出动画(&amp;N)…</source>
            <translation>Export a&amp;nimation…</translation>
        </message>
        <message>
            <source>把逐月播放存为 WebP、GIF 或 APNG</source>
            <translation>Save the month-by-month playback as WebP, GIF or APNG</translation>
        </message>
        <message>
            <source>时间条(&amp;M)</source>
            <translation>Ti&amp;me bar</translation>
        </message>
        <message>
            <source>显示或收起地图下的时间条</source>
            <translation>Show or hide the time bar below the map</translation>
        </message>
        <message>
            <source>播放 / 暂停(&amp;P)</source>
            <translation>&amp;Play / pause</translation>
        </message>
        <message>
            <source>逐月播放，或停在当前月份</source>
            <translation>Play month by month, or stop at the present month</translation>
        </message>
        <message>
            <source>上一个月(&amp;B)</source>
            <translation>Month &amp;back</translation>
        </message>
        <message>
            <source>停下并后退一个月</source>
            <translation>Stop and go back a month</translation>
        </message>
        <message>
            <source>下一个月(&amp;N)</source>
            <translation>&amp;Next month</translation>
        </message>
        <message>
            <source>停下并前进一个月</source>
            <translation>Stop and go on a month</translation>
        </message>
        <message>
            <source>停止播放(&amp;S)</source>
            <translation>&amp;Stop playing</translation>
        </message>
        <message>
            <source>停止播放，回到播放之前的筛选</source>
            <translation>Stop playing and return to the filters from before</translation>
        </message>
        <message>
            <source>项目表(&amp;T)</source>
            <translation>Project &amp;table</translation>
        </message>
        <message>
            <source>在地图下方列出项目</source>
            <translation>List the projects below the map</translation>
        </message>
        <message>
            <source>图表(&amp;H)</source>
            <translation>C&amp;harts</translation>
        </message>
        <message>
            <source>在地图下方按产业、年份、阶段、园区、金额和单位画图</source>
            <translation>Charts by industry, year, stage, park, amount and organisation below the map</translation>
        </message>
        <message>
            <source>深色界面(&amp;D)</source>
            <translation>&amp;Dark</translation>
        </message>
        <message>
            <source>在浅色与深色之间切换</source>
            <translation>Switch between light and dark</translation>
        </message>
        <message>
            <source>打开日志文件夹(&amp;L)</source>
            <translation>Open &amp;log folder</translation>
        </message>
        <message>
            <source>日志与崩溃报告所在的文件夹；它们从不自动发出</source>
            <translation>The folder of logs and crash reports; they are never sent automatically</translation>
        </message>
        <message>
            <source>使用指南(&amp;G)</source>
            <translation>User &amp;guide</translation>
        </message>
        <message>
            <source>怎么用：带图，离线可读</source>
            <translation>How to use the program: with pictures, offline (in Chinese)</translation>
        </message>
        <message>
            <source>关于本台账(&amp;A)</source>
            <translation>&amp;About this ledger</translation>
        </message>
        <message>
            <source>数据来源、口径与版本</source>
            <translation>Sources, definitions and version</translation>
        </message>
        <message>
            <source>{tip}（{shortcut}）</source>
            <translation>{tip} ({shortcut})</translation>
        </message>
        <message>
            <source>动画</source>
            <translation>animation</translation>
        </message>
        <message>
            <source>动画写不到 {path}（{reason}）。</source>
            <translation>Cannot write the animation to {path} ({reason}).</translation>
        </message>
        <message>
            <source>数据：{span}</source>
            <translation>Data: {span}</translation>
        </message>
        <message>
            <source>没有带月份的项目可以播放，未生成动画。</source>
            <translation>No project has a month to play; no animation was made.</translation>
        </message>
        <message>
            <source>已取消，未生成动画。</source>
            <translation>Cancelled; no animation was made.</translation>
        </message>
        <message>
            <source>临时文件夹写不下动画的各帧：{path}。</source>
            <translation>The temporary folder has no room for the frames of the animation: {path}.</translation>
        </message>
        <message numerus="yes">
            <source>地图在 {n} 秒内没有画完，未生成动画。</source>
            <translation>
                <numerusform>The map was not drawn within {n} second; no animation was made.</numerusform>
                <numerusform>The map was not drawn within {n} seconds; no animation was made.</numerusform>
            </translation>
        </message>
        <message>
            <source>{name} 动画 (*{suffix})</source>
            <translation>{name} animation (*{suffix})</translation>
        </message>
        <message>
            <source>已有 {name}，要替换吗？</source>
            <translation>{name} exists. Replace it?</translation>
        </message>
        <message numerus="yes">
            <source>正在画第 {n} 帧，共 {total} 帧</source>
            <translation>
                <numerusform>Drawing frame {n} of {total}</numerusform>
                <numerusform>Drawing frame {n} of {total}</numerusform>
            </translation>
        </message>
        <message>
            <source>导出动画</source>
            <translation>Export animation</translation>
        </message>
        <message>
            <source>含日期未载的项目</source>
            <translation>With projects without a date</translation>
        </message>
        <message>
            <source>累计：截至每个月的全部项目</source>
            <translation>Cumulative: all projects up to each month</translation>
        </message>
        <message>
            <source>单期：只有当月的项目</source>
            <translation>Monthly: only the month's projects</translation>
        </message>
        <message>
            <source>{filters}，按地图现在的画面，逐月一帧。</source>
            <translation>{filters}; the map as it is now, one frame a month.</translation>
        </message>
        <message>
            <source>进度</source>
            <translation>Progress</translation>
        </message>
        <message numerus="yes">
            <source>已存为 {path}（{n} 帧）</source>
            <translation>
                <numerusform>Saved as {path} ({n} frame)</numerusform>
                <numerusform>Saved as {path} ({n} frames)</numerusform>
            </translation>
        </message>
        <message>
            <source>导出…</source>
            <translation>Export…</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message numerus="yes">
            <source>每秒 {n} 帧</source>
            <translation>
                <numerusform>{n} frame a second</numerusform>
                <numerusform>{n} frames a second</numerusform>
            </translation>
        </message>
        <message>
            <source>{name}（*{suffix}）</source>
            <translation>{name} (*{suffix})</translation>
        </message>
        <message>
            <source>大小</source>
            <translation>Size</translation>
        </message>
        <message>
            <source>快慢</source>
            <translation>Speed</translation>
        </message>
        <message>
            <source>方式</source>
            <translation>Mode</translation>
        </message>
        <message>
            <source>格式</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>正在画…</source>
            <translation>Drawing…</translation>
        </message>
        <message>
            <source>正在写文件…</source>
            <translation>Writing the file…</translation>
        </message>
        <message>
            <source>{size}（两倍精细）</source>
            <translation>{size} (double resolution)</translation>
        </message>
        <message numerus="yes">
            <source>其中 {n:,} 个未公布金额</source>
            <translation>
                <numerusform>{n:,} without a published amount</numerusform>
                <numerusform>{n:,} without a published amount</numerusform>
            </translation>
        </message>
        <message>
            <source>{count}　{total}，{missing}</source>
            <translation>{count}  {total}, {missing}</translation>
        </message>
        <message numerus="yes">
            <source>仅知年份 {n} 项不计入</source>
            <translation>
                <numerusform>{n} known only by year left out</numerusform>
                <numerusform>{n} known only by year left out</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>含日期未载 {n} 项</source>
            <translation>
                <numerusform>including {n} without a date</numerusform>
                <numerusform>including {n} without a date</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>日期未载 {n} 项不计入</source>
            <translation>
                <numerusform>{n} without a date left out</numerusform>
                <numerusform>{n} without a date left out</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>仅知年份 {n} 项计入当年 12 月</source>
            <translation>
                <numerusform>{n} known only by year counted in December</numerusform>
                <numerusform>{n} known only by year counted in December</numerusform>
            </translation>
        </message>
        <message>
            <source>动画只存为 WebP、GIF 或 APNG，文件名应以 .webp、.gif 或 .png 结尾：{path}。</source>
            <translation>Animations are saved as WebP, GIF or APNG; the file name should end in .webp, .gif or .png: {path}.</translation>
        </message>
        <message>
            <source>{message}（{source}:{line}）</source>
            <translation>{message} ({source}:{line})</translation>
        </message>
        <message>
            <source>没有 {path}</source>
            <translation>There is no {path}</translation>
        </message>
        <message>
            <source>缺少文件 {name}</source>
            <translation>The file {name} is missing</translation>
        </message>
        <message>
            <source>拖动时晚于 33 毫秒的帧</source>
            <translation>Frames of a drag later than 33 ms</translation>
        </message>
        <message>
            <source>搜索文字或拼音，命中已知</source>
            <translation>Search by text or sound, hits known</translation>
        </message>
        <message>
            <source>全部进程的内存，比小台账多</source>
            <translation>Memory of all processes above a small ledger's</translation>
        </message>
        <message>
            <source>导出 Excel 工作簿</source>
            <translation>Excel workbook export</translation>
        </message>
        <message>
            <source>换一个筛选条件，全部画好</source>
            <translation>Another filter, everything drawn</translation>
        </message>
        <message>
            <source>移动或缩放地图，画面出现</source>
            <translation>Map moved or zoomed, frame shown</translation>
        </message>
        <message>
            <source>点地图，表格行出现</source>
            <translation>Click on the map, table row painted</translation>
        </message>
        <message>
            <source>点表格行，地图画好</source>
            <translation>Click on a row, map drawn</translation>
        </message>
        <message>
            <source>搜索文字或拼音，窗口得知命中</source>
            <translation>Search by text or pinyin, window knows the hits</translation>
        </message>
        <message>
            <source>套索 200 个顶点，选出项目</source>
            <translation>Lasso of 200 vertices, projects chosen</translation>
        </message>
        <message>
            <source>套索 200 个顶点，窗口得知选出的项目</source>
            <translation>Lasso of 200 vertices, window knows the projects</translation>
        </message>
        <message>
            <source>按任一列排序，表格画好</source>
            <translation>Sort by any column, table painted</translation>
        </message>
        <message>
            <source>第一次打开，地图可用</source>
            <translation>Open for the first time, map drawn</translation>
        </message>
        <message>
            <source>再次打开，地图可用</source>
            <translation>Open again, map drawn</translation>
        </message>
        <message>
            <source>启动到地图可用，热启动</source>
            <translation>Start to first map, warm</translation>
        </message>
        <message>
            <source>启动到地图可用，冷启动</source>
            <translation>Start to first map, cold</translation>
        </message>
        <message>
            <source>导出 CSV</source>
            <translation>CSV export</translation>
        </message>
        <message>
            <source>导出 GeoPackage</source>
            <translation>GeoPackage export</translation>
        </message>
        <message>
            <source>各维计数</source>
            <translation>Counts of every dimension</translation>
        </message>
        <message>
            <source>视野里的符号，11 级</source>
            <translation>Symbols of a view, zoom 11</translation>
        </message>
        <message>
            <source>视野里的符号，8 级</source>
            <translation>Symbols of a view, zoom 8</translation>
        </message>
        <message>
            <source>测量进程没有给出结果：{reason}</source>
            <translation>A measuring process gave no result: {reason}</translation>
        </message>
        <message>
            <source>地图页面没有应答。</source>
            <translation>The map page does not answer.</translation>
        </message>
        <message>
            <source>窗口没有在时限内显示结果。</source>
            <translation>The window did not show results in time.</translation>
        </message>
        <message>
            <source>依据：{basis}</source>
            <translation>Basis: {basis}</translation>
        </message>
        <message>
            <source>，{tip}</source>
            <translation>, {tip}</translation>
        </message>
        <message>
            <source>不在筛选结果内</source>
            <translation>not among the filtered</translation>
        </message>
        <message>
            <source>已选 {words}</source>
            <translation>Selected: {words}</translation>
        </message>
        <message>
            <source>坐标未定，暂挂全域符号旁</source>
            <translation>position not determined, kept beside the city's symbol</translation>
        </message>
        <message>
            <source>由人在地图上指定，不出自报道；编辑菜单里可以撤销</source>
            <translation>Set on the map by a person, not from a report; the Edit menu can undo it</translation>
        </message>
        <message>
            <source>由地址查得</source>
            <translation>found from the address</translation>
        </message>
        <message>
            <source>实测地标</source>
            <translation>surveyed landmark</translation>
        </message>
        <message>
            <source>地名库坐标</source>
            <translation>coordinates of a gazetteer</translation>
        </message>
        <message>
            <source>单一来源或其内一点</source>
            <translation>a single source, or a point inside</translation>
        </message>
        <message>
            <source>取所在镇或载体的位置</source>
            <translation>position of its town or host</translation>
        </message>
        <message>
            <source>原文：园区见于报道；范围与符号位置为示意</source>
            <translation>Stated: the park is printed; footprint and symbol are schematic</translation>
        </message>
        <message>
            <source>采用数据包中注明的一处，不以先后为准</source>
            <translation>The version marked in the data pack is adopted, whatever its date</translation>
        </message>
        <message numerus="yes">
            <source>全部（{n:,} 个以上）</source>
            <translation>
                <numerusform>All (more than {n:,})</numerusform>
                <numerusform>All (more than {n:,})</numerusform>
            </translation>
        </message>
        <message>
            <source>示意：只知在科学城，符号立在全域处</source>
            <translation>Schematic: known to be in the Science City only; the symbol stands for the whole</translation>
        </message>
        <message>
            <source>园区坐标未定，地图上暂挂全域符号旁</source>
            <translation>Position of the park not determined; kept beside the city's symbol on the map</translation>
        </message>
        <message>
            <source>推断：园区是推断的；范围与符号位置为示意</source>
            <translation>Inferred: the park is inferred; footprint and symbol are schematic</translation>
        </message>
        <message>
            <source>采用写出具体数额的一处；百亿级这类说法不转成数</source>
            <translation>The version with a definite amount is adopted; orders of magnitude are not turned into numbers</translation>
        </message>
        <message>
            <source>阶段取已发生的里程碑中最靠后的一步；各处说法并存</source>
            <translation>The stage is the furthest milestone that has happened; all versions are kept</translation>
        </message>
        <message>
            <source>采用最近一篇</source>
            <translation>The latest report is adopted</translation>
        </message>
        <message numerus="yes">
            <source>全部 {n:,} 个</source>
            <translation>
                <numerusform>All {n:,}</numerusform>
                <numerusform>All {n:,}</numerusform>
            </translation>
        </message>
        <message>
            <source>（{inside}）</source>
            <translation> ({inside})</translation>
        </message>
        <message>
            <source>项目自有坐标</source>
            <translation>The project's own coordinates</translation>
        </message>
        <message>
            <source>同一单位：{name}</source>
            <translation>Same organisation: {name}</translation>
        </message>
        <message>
            <source>同一园区：{name}</source>
            <translation>Same park: {name}</translation>
        </message>
        <message>
            <source>同一活动：{name}</source>
            <translation>Same announcement: {name}</translation>
        </message>
        <message>
            <source>同一清单：{name}</source>
            <translation>Same list: {name}</translation>
        </message>
        <message>
            <source>人工：位置由人在地图上指定</source>
            <translation>By hand: a person set the position on the map</translation>
        </message>
        <message>
            <source>位置由地址查得</source>
            <translation>Position found from the address</translation>
        </message>
        <message>
            <source>{word}：{note}</source>
            <translation>{word}: {note}</translation>
        </message>
        <message>
            <source>采用</source>
            <translation>adopted</translation>
        </message>
        <message>
            <source>项目卡片</source>
            <translation>Project card</translation>
        </message>
        <message>
            <source>在地图上定位</source>
            <translation>Show on map</translation>
        </message>
        <message>
            <source>人工定位</source>
            <translation>Place by hand</translation>
        </message>
        <message>
            <source>在地图上指定这个项目的位置，记为人工；可以撤销</source>
            <translation>Set this project's position on the map; it is marked as set by hand and can be undone</translation>
        </message>
        <message numerus="yes">
            <source>选中 {n:,} 项</source>
            <translation>
                <numerusform>{n:,} selected</numerusform>
                <numerusform>{n:,} selected</numerusform>
            </translation>
        </message>
        <message>
            <source>未选中项目</source>
            <translation>No project selected</translation>
        </message>
        <message>
            <source>点击地图符号或表格行，查看金额、阶段与原文位置</source>
            <translation>Click a symbol or a row to see amount, stage and where it is printed</translation>
        </message>
        <message>
            <source>里程碑：{steps}</source>
            <translation>Milestones: {steps}</translation>
        </message>
        <message>
            <source>（计划）</source>
            <translation> (planned)</translation>
        </message>
        <message>
            <source>打开报道，看这一处</source>
            <translation>Open the report at this passage</translation>
        </message>
        <message>
            <source>原文未添加</source>
            <translation>text not added</translation>
        </message>
        <message>
            <source>{fields}：{words}</source>
            <translation>{fields}: {words}</translation>
        </message>
        <message>
            <source>{state}
文件 {document}</source>
            <translation>{state}
File {document}</translation>
        </message>
        <message>
            <source>第 {start:,}～{end:,} 字　{fields}</source>
            <translation>Characters {start:,}–{end:,}  {fields}</translation>
        </message>
        <message>
            <source>添加报道原文，在这里直接看到句子</source>
            <translation>Add the report's text to read the sentence here</translation>
        </message>
        <message numerus="yes">
            <source>{n} 处，{documents} 篇</source>
            <translation>
                <numerusform>{n} passage, reports: {documents}</numerusform>
                <numerusform>{n} passages, reports: {documents}</numerusform>
            </translation>
        </message>
        <message>
            <source>金额表述不一</source>
            <translation>Amounts differ between reports</translation>
        </message>
        <message>
            <source>几篇报道的说法不同，并存备查</source>
            <translation>Reports differ; all versions are kept</translation>
        </message>
        <message>
            <source>{name}：{reason}</source>
            <translation>{name}: {reason}</translation>
        </message>
        <message>
            <source>疑为同一项目（未合并）</source>
            <translation>Perhaps the same project (not merged)</translation>
        </message>
        <message>
            <source>自建清单</source>
            <translation>Your list</translation>
        </message>
        <message>
            <source>{area:g} 亩</source>
            <translation>{area:g} mu</translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 个岗位</source>
            <translation>
                <numerusform>{n:,} job</numerusform>
                <numerusform>{n:,} jobs</numerusform>
            </translation>
        </message>
        <message>
            <source>点一下，在大地图上看这里</source>
            <translation>Click to see this place on the main map</translation>
        </message>
        <message>
            <source>只看这些项目</source>
            <translation>Show only these projects</translation>
        </message>
        <message>
            <source>文中写作“{words}”</source>
            <translation>printed as “{words}”</translation>
        </message>
        <message>
            <source>依据：{rule}</source>
            <translation>Basis: {rule}</translation>
        </message>
        <message>
            <source>其他项目</source>
            <translation>Other projects</translation>
        </message>
        <message>
            <source>原文位置</source>
            <translation>Evidence</translation>
        </message>
        <message>
            <source>又作 {names}</source>
            <translation>Also called {names}</translation>
        </message>
        <message>
            <source>{letter} 级：{confidence}</source>
            <translation>grade {letter}: {confidence}</translation>
        </message>
        <message>
            <source>金额未公布</source>
            <translation>amount not published</translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 项，Σ {money}，其中 {m:,} 个未公布金额</source>
            <translation>
                <numerusform>{n:,} project, Σ {money}, {m:,} without a published amount</numerusform>
                <numerusform>{n:,} projects, Σ {money}, {m:,} without a published amount</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 项，Σ {money}</source>
            <translation>
                <numerusform>{n:,} project, Σ {money}</numerusform>
                <numerusform>{n:,} projects, Σ {money}</numerusform>
            </translation>
        </message>
        <message>
            <source>金额均未公布</source>
            <translation>no amount published</translation>
        </message>
        <message numerus="yes">
            <source>另外 {n} 个园区</source>
            <translation>
                <numerusform>{n} other park</numerusform>
                <numerusform>{n} other parks</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>选中 {n:,} 个项目</source>
            <translation>
                <numerusform>{n:,} project selected</numerusform>
                <numerusform>{n:,} projects selected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>其中 {n:,} 个未公布金额，未计入</source>
            <translation>
                <numerusform>{n:,} without a published amount left out</numerusform>
                <numerusform>{n:,} without a published amount left out</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>另有 {n:,} 个，见表格</source>
            <translation>
                <numerusform>{n:,} more, see the table</numerusform>
                <numerusform>{n:,} more, see the table</numerusform>
            </translation>
        </message>
        <message>
            <source>图表页面报告了无效的内容：{words}</source>
            <translation>The charts reported something invalid: {words}</translation>
        </message>
        <message>
            <source>已复制“{title}”的图片</source>
            <translation>Copied the picture of “{title}”</translation>
        </message>
        <message>
            <source>已复制“{title}”的数据，可粘贴到表格</source>
            <translation>Copied the data of “{title}”; paste it into a spreadsheet</translation>
        </message>
        <message>
            <source>图片没有画出来</source>
            <translation>The picture was not drawn</translation>
        </message>
        <message>
            <source>{first}～{last}</source>
            <translation>{first}–{last}</translation>
        </message>
        <message numerus="yes">
            <source>占 {n:,} 项的 {percent}%</source>
            <translation>
                <numerusform>{percent}% of {n:,} project</numerusform>
                <numerusform>{percent}% of {n:,} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>条的长短表示</source>
            <translation>Bars show</translation>
        </message>
        <message>
            <source>复制图片</source>
            <translation>Copy picture</translation>
        </message>
        <message>
            <source>复制数据</source>
            <translation>Copy data</translation>
        </message>
        <message>
            <source>点按筛选</source>
            <translation>Click to filter</translation>
        </message>
        <message>
            <source>再点按取消筛选</source>
            <translation>Click again to remove the filter</translation>
        </message>
        <message>
            <source>不能单独筛选</source>
            <translation>Cannot be filtered by itself</translation>
        </message>
        <message>
            <source>筛选：{words}</source>
            <translation>Filter: {words}</translation>
        </message>
        <message>
            <source>没有符合条件的项目</source>
            <translation>No project passes the filters</translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 项均未公布金额，没有可以相加的数</source>
            <translation>
                <numerusform>{n:,} project, no amount published, nothing to add up</numerusform>
                <numerusform>{n:,} projects, no amount published, nothing to add up</numerusform>
            </translation>
        </message>
        <message>
            <source>投资额</source>
            <translation>Investment</translation>
        </message>
        <message>
            <source>Σ 亿元</source>
            <translation>Σ CNY M</translation>
        </message>
        <message>
            <source>其中符合筛选：{words}</source>
            <translation>Of them pass the filters: {words}</translation>
        </message>
        <message>
            <source>到过这一级或更后：{words}</source>
            <translation>Reached this stage or a later one: {words}</translation>
        </message>
        <message>
            <source>图表进程意外退出（{status}，{code}）</source>
            <translation>The charts' process ended unexpectedly ({status}, {code})</translation>
        </message>
        <message>
            <source>图表页面没有加载成功</source>
            <translation>The charts were not loaded</translation>
        </message>
        <message>
            <source>列出筛选所得的项目</source>
            <translation>list the projects that pass the filters</translation>
        </message>
        <message>
            <source>各产业、园区、阶段等在其余筛选下的个数与金额</source>
            <translation>numbers and amounts by industry, park, stage and so on, each under the other filters</translation>
        </message>
        <message>
            <source>图表的数：产业与年份、阶段、园区、金额、单位</source>
            <translation>the charts' figures: industry and year, stage, park, amount, organisation</translation>
        </message>
        <message>
            <source>合计、位置依据、比率与公布数的核对</source>
            <translation>totals, bases of positions, ratios, and how they reconcile with published figures</translation>
        </message>
        <message>
            <source>一段文字说的是哪个园区</source>
            <translation>which park a text speaks of</translation>
        </message>
        <message>
            <source>台账依据的各篇报道，以及添加它们的原文</source>
            <translation>the reports the ledger rests on, and adding their texts</translation>
        </message>
        <message>
            <source>项目的清单；自建的可以加减项目、改名、排序、删除</source>
            <translation>lists of projects; your own can be changed, renamed, ordered and deleted</translation>
        </message>
        <message>
            <source>把筛选所得的项目导出为文件</source>
            <translation>export the projects that pass the filters to a file</translation>
        </message>
        <message>
            <source>不开窗口，把地图存成图片</source>
            <translation>save the map as a picture, without a window</translation>
        </message>
        <message>
            <source>把签约逐月播放存成动画</source>
            <translation>save the signings, played month by month, as an animation</translation>
        </message>
        <message>
            <source>由数据包建立台账</source>
            <translation>build the ledger from the data pack</translation>
        </message>
        <message>
            <source>不开窗口做一遍主要工作：窗口图、一个产业的地图与导出</source>
            <translation>do the main work once without a window: a picture of the window, one industry's map and export</translation>
        </message>
        <message>
            <source>用原文核对数据包</source>
            <translation>check the data pack against the reports</translation>
        </message>
        <message>
            <source>打开窗口把本程序试一遍：地图、中文、筛选、导出、沙箱</source>
            <translation>open the window and try the program: map, Chinese, filters, export, sandbox</translation>
        </message>
        <message>
            <source>版本、数据位置、这台机器上缺什么</source>
            <translation>versions, where data lies, what this machine lacks</translation>
        </message>
        <message>
            <source>在虚构的台账上测量各步所用的时间与内存</source>
            <translation>measure time and memory of each step on an invented ledger</translation>
        </message>
        <message>
            <source>无法写到标准输出（已关闭）。</source>
            <translation>Cannot write to standard output (it is closed).</translation>
        </message>
        <message>
            <source>用法不对：{message}。用 {prog} --help 查看用法。
</source>
            <translation>Wrong usage: {message}. See {prog} --help.
</translation>
        </message>
        <message>
            <source>科学城招商地图：新闻材料所载招商项目的台账与离线地图。不带命令时打开窗口。</source>
            <translation>Science City Atlas: a ledger and an offline map of the investment projects that press reports tell of. Without a command the window opens.</translation>
        </message>
        <message>
            <source>科学城招商地图 {version}</source>
            <translation>Science City Atlas {version}</translation>
        </message>
        <message>
            <source>显示版本</source>
            <translation>show the version</translation>
        </message>
        <message>
            <source>命令</source>
            <translation>COMMAND</translation>
        </message>
        <message>
            <source>{words}。</source>
            <translation>{words}.</translation>
        </message>
        <message>
            <source>显示用法</source>
            <translation>show this help</translation>
        </message>
        <message>
            <source>台账文件；不写则用默认台账</source>
            <translation>the ledger file; the default ledger if not given</translation>
        </message>
        <message>
            <source>输出 JSON</source>
            <translation>write JSON</translation>
        </message>
        <message>
            <source>输出 CSV</source>
            <translation>write CSV</translation>
        </message>
        <message>
            <source>按项目数还是金额取前 12 名</source>
            <translation>whether the first 12 are those by number of projects or by amount</translation>
        </message>
        <message>
            <source>输出 JSON；认不出时为 null</source>
            <translation>write JSON; null where no park is recognised</translation>
        </message>
        <message>
            <source>添加原文：txt、docx、html 或带文字层的 pdf</source>
            <translation>add texts: txt, docx, html, or pdf with a text layer</translation>
        </message>
        <message>
            <source>动作</source>
            <translation>ACTION</translation>
        </message>
        <message>
            <source>文件.png</source>
            <translation>FILE.png</translation>
        </message>
        <message>
            <source>目标图片</source>
            <translation>the picture to write</translation>
        </message>
        <message>
            <source>宽x高</source>
            <translation>WxH</translation>
        </message>
        <message>
            <source>像素，默认 1600x1000</source>
            <translation>in pixels, 1600x1000 by default</translation>
        </message>
        <message>
            <source>整个窗口，不只是地图</source>
            <translation>the whole window, not only the map</translation>
        </message>
        <message>
            <source>台账已被改动或损坏也重建，先在旁边备份</source>
            <translation>rebuild a changed or damaged ledger too, after a backup beside it</translation>
        </message>
        <message>
            <source>写到哪里</source>
            <translation>where to write</translation>
        </message>
        <message>
            <source>原文 .txt 所在；不写则到常用位置找</source>
            <translation>where the .txt of the reports lie; the usual places if not given</translation>
        </message>
        <message>
            <source>个数</source>
            <translation>NUMBER</translation>
        </message>
        <message>
            <source>项目数，默认 100000</source>
            <translation>number of projects, 100000 by default</translation>
        </message>
        <message>
            <source>短步骤各测几次，默认 9</source>
            <translation>how often each short step is measured, 9 by default</translation>
        </message>
        <message>
            <source>也测别人的地图页，其程序取到此文件夹</source>
            <translation>measure other map pages too; what they are made of is fetched into this folder</translation>
        </message>
        <message>
            <source>分钟</source>
            <translation>MINUTES</translation>
        </message>
        <message>
            <source>另外在窗口里随意操作这么多分钟</source>
            <translation>also use the window at random for so many minutes</translation>
        </message>
        <message>
            <source>只测不开窗口的部分</source>
            <translation>measure only what needs no window</translation>
        </message>
        <message>
            <source>“{text}”不是 1 到 99999999 的整数</source>
            <translation>“{text}” is not a whole number from 1 to 99999999</translation>
        </message>
        <message>
            <source>“{text}”不是“宽x高”的像素数</source>
            <translation>“{text}” is not WIDTHxHEIGHT in pixels</translation>
        </message>
        <message>
            <source>无法写到标准输出（{reason}）。</source>
            <translation>Cannot write to standard output ({reason}).</translation>
        </message>
        <message>
            <source>已中断。</source>
            <translation>Interrupted.</translation>
        </message>
        <message>
            <source>文件</source>
            <translation>File</translation>
        </message>
        <message>
            <source>文字</source>
            <translation>Text</translation>
        </message>
        <message>
            <source>文件夹</source>
            <translation>Folder</translation>
        </message>
        <message>
            <source>次数</source>
            <translation>Times</translation>
        </message>
        <message numerus="yes">
            <source>已存为 {path}（{width}×{height}，{n} 帧，末帧 {last} 项）</source>
            <translation>
                <numerusform>Saved as {path} ({width}×{height}, {n} frame, {last} projects in the last)</numerusform>
                <numerusform>Saved as {path} ({width}×{height}, {n} frames, {last} projects in the last)</numerusform>
            </translation>
        </message>
        <message>
            <source>文件.webp</source>
            <translation>FILE.webp</translation>
        </message>
        <message>
            <source>目标文件：.webp、.gif 或 .png（APNG）</source>
            <translation>the file to write: .webp, .gif or .png (APNG)</translation>
        </message>
        <message>
            <source>像素，默认 1280x860</source>
            <translation>in pixels, 1280x860 by default</translation>
        </message>
        <message>
            <source>2 为两倍大小的字与符号</source>
            <translation>2 doubles the size of letters and symbols</translation>
        </message>
        <message>
            <source>帧/秒</source>
            <translation>FRAMES/S</translation>
        </message>
        <message>
            <source>每秒几帧，默认 2</source>
            <translation>frames a second, 2 by default</translation>
        </message>
        <message>
            <source>每帧只有当月的项目，不写则累计</source>
            <translation>each frame shows its month's projects only; cumulative if not given</translation>
        </message>
        <message>
            <source>浅色或深色</source>
            <translation>light or dark</translation>
        </message>
        <message>
            <source>“{text}”不是 0.1 到 25 的数</source>
            <translation>“{text}” is not a number from 0.1 to 25</translation>
        </message>
        <message>
            <source>绘制 {done}/{total}</source>
            <translation>Drawing {done}/{total}</translation>
        </message>
        <message>
            <source>所等的事</source>
            <translation>What a person waits for</translation>
        </message>
        <message>
            <source>目标 p50 / p95</source>
            <translation>Bar p50 / p95</translation>
        </message>
        <message>
            <source>测得</source>
            <translation>Measured</translation>
        </message>
        <message>
            <source>是否达到</source>
            <translation>Met</translation>
        </message>
        <message>
            <source>别人用时（倍）</source>
            <translation>Others took (times as long)</translation>
        </message>
        <message>
            <source>{name}：{seconds:.0f} 秒</source>
            <translation>{name}: {seconds:.0f} s</translation>
        </message>
        <message numerus="yes">
            <source>有 {n} 部分没有测成：
{reasons}</source>
            <translation>
                <numerusform>{n} part could not be measured:
{reasons}</numerusform>
                <numerusform>{n} parts could not be measured:
{reasons}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 个项目；{machine}</source>
            <translation>
                <numerusform>{n} project; {machine}</numerusform>
                <numerusform>{n} projects; {machine}</numerusform>
            </translation>
        </message>
        <message>
            <source>只为 {sizes} 个项目定过目标；别的数目只列测得的数，启动除外。</source>
            <translation>Bars are set for {sizes} projects only; of other numbers what was measured is listed, starts apart.</translation>
        </message>
        <message>
            <source>步骤</source>
            <translation>Step</translation>
        </message>
        <message>
            <source>最短毫秒</source>
            <translation>Min ms</translation>
        </message>
        <message>
            <source>p50 毫秒</source>
            <translation>p50 ms</translation>
        </message>
        <message>
            <source>p95 毫秒</source>
            <translation>p95 ms</translation>
        </message>
        <message>
            <source>做了多少</source>
            <translation>Work done</translation>
        </message>
        <message>
            <source>拖动时晚于 33 毫秒的帧：{share:.1%}</source>
            <translation>Frames of a drag later than 33 ms: {share:.1%}</translation>
        </message>
        <message>
            <source>别的程序用时</source>
            <translation>Other programs took</translation>
        </message>
        <message>
            <source>倍</source>
            <translation>times</translation>
        </message>
        <message>
            <source>内存</source>
            <translation>Memory</translation>
        </message>
        <message>
            <source>窗口全部进程的内存</source>
            <translation>Memory of all the window’s processes</translation>
        </message>
        <message>
            <source>比小台账多</source>
            <translation>Above a small ledger’s</translation>
        </message>
        <message>
            <source>随意操作</source>
            <translation>Random use</translation>
        </message>
        <message>
            <source>已有</source>
            <translation>present</translation>
        </message>
        <message>
            <source>未添加</source>
            <translation>not added</translation>
        </message>
        <message>
            <source>文</source>
            <translation>Report</translation>
        </message>
        <message>
            <source>报道原文</source>
            <translation>Report text</translation>
        </message>
        <message>
            <source>标题</source>
            <translation>Title</translation>
        </message>
        <message>
            <source>已添加原文：《{title}》（{path}）</source>
            <translation>Added the text of “{title}” ({path})</translation>
        </message>
        <message>
            <source>各格式的选项（先写的是默认值）：</source>
            <translation>Options of the formats (the first value is the default):</translation>
        </message>
        <message numerus="yes">
            <source>已导出 {n} 项到 {path}</source>
            <translation>
                <numerusform>Exported {n} project to {path}</numerusform>
                <numerusform>Exported {n} projects to {path}</numerusform>
            </translation>
        </message>
        <message>
            <source>目标文件</source>
            <translation>the file to write</translation>
        </message>
        <message>
            <source>{format_help}；不写则看文件后缀</source>
            <translation>{format_help}; by the file's suffix if not given</translation>
        </message>
        <message>
            <source>选项=值</source>
            <translation>OPTION=VALUE</translation>
        </message>
        <message>
            <source>格式的选项，见下</source>
            <translation>options of the format, see below</translation>
        </message>
        <message>
            <source>指标按哪种口径，可多个，如 started.milestone；不写的按第一种</source>
            <translation>by which definitions KPIs are told, any number, e.g. started.milestone; the first of each otherwise</translation>
        </message>
        <message>
            <source>已有同名文件时直接替换，不再问</source>
            <translation>replace an existing file without asking</translation>
        </message>
        <message>
            <source>选项要写成“选项=值”，不能是“{word}”。</source>
            <translation>Options are written OPTION=VALUE, not “{word}”.</translation>
        </message>
        <message>
            <source>已有 {name}，要替换吗？[y/N] </source>
            <translation>{name} exists. Replace it? [y/N] </translation>
        </message>
        <message>
            <source>已有这个文件，没有替换；要替换请加 --yes：{path}。</source>
            <translation>The file exists and was not replaced; add --yes to replace it: {path}.</translation>
        </message>
        <message>
            <source>{words}：{totals}</source>
            <translation>{words}: {totals}</translation>
        </message>
        <message numerus="yes">
            <source>产业链：{n} 个末端节点，其中 {gaps} 个台账中无项目</source>
            <translation>
                <numerusform>Industry chain: {n} lowest node, {gaps} of them without a project in the ledger</numerusform>
                <numerusform>Industry chain: {n} lowest nodes, {gaps} of them without a project in the ledger</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>疑为同一项目：{n} 对，{undecided} 对未判断</source>
            <translation>
                <numerusform>Possible duplicates: {n} pair, {undecided} undecided</numerusform>
                <numerusform>Possible duplicates: {n} pairs, {undecided} undecided</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>文中写明的链上关系：{n} 条</source>
            <translation>
                <numerusform>Relations printed of the chain: {n}</numerusform>
                <numerusform>Relations printed of the chain: {n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>材料说法不一：{n} 处；指标：{indicators} 条；机制：{mechanisms} 条</source>
            <translation>
                <numerusform>Reports differ: {n}; indicators: {indicators}; mechanisms: {mechanisms}</numerusform>
                <numerusform>Reports differ: {n}; indicators: {indicators}; mechanisms: {mechanisms}</numerusform>
            </translation>
        </message>
        <message>
            <source>未进阶段</source>
            <translation>In no stage</translation>
        </message>
        <message>
            <source>正在比对名称：{done:,} / {total:,} 对</source>
            <translation>Comparing names: {done:,} of {total:,} pairs</translation>
        </message>
        <message>
            <source>正在找名称相近的项目…</source>
            <translation>Finding projects with similar names…</translation>
        </message>
        <message>
            <source>公布项</source>
            <translation>Published</translation>
        </message>
        <message>
            <source>公布 {q}{unit}</source>
            <translation>Published {q}{unit}</translation>
        </message>
        <message>
            <source>具名项</source>
            <translation>Named</translation>
        </message>
        <message>
            <source>具名 {unit}</source>
            <translation>Named, {unit}</translation>
        </message>
        <message>
            <source>逾期</source>
            <translation>Overdue</translation>
        </message>
        <message>
            <source>久未更新</source>
            <translation>No recent news</translation>
        </message>
        <message numerus="yes">
            <source>其余 {n:,} 对未列</source>
            <translation>
                <numerusform>{n:,} more pair not listed</numerusform>
                <numerusform>{n:,} more pairs not listed</numerusform>
            </translation>
        </message>
        <message>
            <source>提示：{words}</source>
            <translation>Hint: {words}</translation>
        </message>
        <message>
            <source>原文园区 {stated} 个，推断园区 {inferred} 个，仅知在科学城 {city} 个</source>
            <translation>park stated {stated}, park inferred {inferred}, Science City only {city}</translation>
        </message>
        <message>
            <source>{words}：{path}</source>
            <translation>{words}: {path}</translation>
        </message>
        <message numerus="yes">
            <source>项目 {n} 个：{placed}</source>
            <translation>
                <numerusform>{n} project: {placed}</numerusform>
                <numerusform>{n} projects: {placed}</numerusform>
            </translation>
        </message>
        <message>
            <source>已建立台账</source>
            <translation>Ledger built</translation>
        </message>
        <message>
            <source>已重建台账</source>
            <translation>Ledger rebuilt</translation>
        </message>
        <message>
            <source>台账已是最新，未改动</source>
            <translation>The ledger is up to date and was not changed</translation>
        </message>
        <message>
            <source>原台账备份在：{backup}</source>
            <translation>The old ledger is kept at: {backup}</translation>
        </message>
        <message>
            <source>，自有坐标 {own} 个</source>
            <translation>, own coordinates {own}</translation>
        </message>
        <message>
            <source>没有编号为 {ids} 的项目。</source>
            <translation>There is no project with the id {ids}.</translation>
        </message>
        <message>
            <source>找不到台账：{path}；用 seed --db 可由数据包建立。</source>
            <translation>There is no such ledger: {path}; seed --db builds one from the data pack.</translation>
        </message>
        <message numerus="yes">
            <source>新建清单“{name}”，加入 {n:,} 项</source>
            <translation>
                <numerusform>Created the list “{name}” with {n:,} project</numerusform>
                <numerusform>Created the list “{name}” with {n:,} projects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>已把 {n:,} 项加入清单“{name}”</source>
            <translation>
                <numerusform>Added {n:,} project to the list “{name}”</numerusform>
                <numerusform>Added {n:,} projects to the list “{name}”</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>已把 {n:,} 项移出清单“{name}”</source>
            <translation>
                <numerusform>Removed {n:,} project from the list “{name}”</numerusform>
                <numerusform>Removed {n:,} projects from the list “{name}”</numerusform>
            </translation>
        </message>
        <message>
            <source>清单已改名：{names}</source>
            <translation>Renamed the list: {names}</translation>
        </message>
        <message numerus="yes">
            <source>已删除清单“{name}”；其中的 {n:,} 项仍在台账里</source>
            <translation>
                <numerusform>Deleted the list “{name}”; its {n:,} project is still in the ledger</numerusform>
                <numerusform>Deleted the list “{name}”; its {n:,} projects are still in the ledger</numerusform>
            </translation>
        </message>
        <message>
            <source>清单“{name}”已排到第 {place} 位</source>
            <translation>The list “{name}” now has place {place}</translation>
        </message>
        <message>
            <source>来历</source>
            <translation>Origin</translation>
        </message>
        <message>
            <source>把筛选所得的项目加入清单；没有这个清单就新建</source>
            <translation>add the projects that pass the filters to a list, which is created if it does not exist</translation>
        </message>
        <message>
            <source>把筛选所得的项目移出清单</source>
            <translation>remove the projects that pass the filters from a list</translation>
        </message>
        <message>
            <source>给清单改名</source>
            <translation>rename a list</translation>
        </message>
        <message>
            <source>删除清单，项目仍在台账里</source>
            <translation>delete a list; its projects stay in the ledger</translation>
        </message>
        <message>
            <source>把清单排到自建清单里的第几位</source>
            <translation>put a list at a place among your own lists</translation>
        </message>
        <message>
            <source>请写明要加入哪些项目，例如 --ids 1,2,3 或 --industry 生命健康。</source>
            <translation>Say which projects to add, for example --ids 1,2,3 or --stage 签约.</translation>
        </message>
        <message>
            <source>请写明要移出哪些项目，例如 --ids 1,2,3；整个清单用 delete 删除。</source>
            <translation>Say which projects to remove, for example --ids 1,2,3; delete removes the whole list.</translation>
        </message>
        <message>
            <source>没有符合条件的项目（{filters}）。</source>
            <translation>No project passes the filters ({filters}).</translation>
        </message>
        <message>
            <source>“{text}”不是从 1 数起的位次</source>
            <translation>“{text}” is not a place counted from 1</translation>
        </message>
        <message>
            <source>清单的名字或编号</source>
            <translation>the list's name or id</translation>
        </message>
        <message>
            <source>新名字</source>
            <translation>the new name</translation>
        </message>
        <message>
            <source>位次</source>
            <translation>PLACE</translation>
        </message>
        <message>
            <source>从 1 数起</source>
            <translation>counted from 1</translation>
        </message>
        <message numerus="yes">
            <source>{n} 项，Σ {amount}，其中 {unpublished} 项未公布金额</source>
            <translation>
                <numerusform>{n} project, Σ {amount}, {unpublished} without a published amount</numerusform>
                <numerusform>{n} projects, Σ {amount}, {unpublished} without a published amount</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 项，均未公布金额</source>
            <translation>
                <numerusform>{n} project, no amount published</numerusform>
                <numerusform>{n} projects, no amount published</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>，{n} 项金额带“约”等限定词</source>
            <translation>
                <numerusform>, {n} amount has a qualifier such as “about”</numerusform>
                <numerusform>, {n} amounts have a qualifier such as “about”</numerusform>
            </translation>
        </message>
        <message>
            <source>其中推断</source>
            <translation>inferred</translation>
        </message>
        <message>
            <source>位置 {letter} 级</source>
            <translation>position grade {letter}</translation>
        </message>
        <message>
            <source>位置未知</source>
            <translation>position unknown</translation>
        </message>
        <message>
            <source>{name}（{kind}，{grade}，认出的字：{matched}）</source>
            <translation>{name} ({kind}, {grade}, recognised by: {matched})</translation>
        </message>
        <message numerus="yes">
            <source>Σ {amount}，{n} 个未公布金额</source>
            <translation>
                <numerusform>Σ {amount}, {n} without a published amount</numerusform>
                <numerusform>Σ {amount}, {n} without a published amount</numerusform>
            </translation>
        </message>
        <message>
            <source>{grades}；{money}</source>
            <translation>{grades}; {money}</translation>
        </message>
        <message>
            <source>数据包核对未通过，问题见上。</source>
            <translation>The data pack did not pass the check; the problems are listed above.</translation>
        </message>
        <message>
            <source>自检没有通过，详情见上。</source>
            <translation>The self-check failed; the details are above.</translation>
        </message>
        <message>
            <source>数据包 {path}</source>
            <translation>data pack {path}</translation>
        </message>
        <message>
            <source>台账 {state}</source>
            <translation>ledger {state}</translation>
        </message>
        <message>
            <source>软件包 {name}</source>
            <translation>package {name}</translation>
        </message>
        <message>
            <source>资源 {path}</source>
            <translation>asset {path}</translation>
        </message>
        <message numerus="yes">
            <source>已存为 {path}（{width}×{height}，{n} 项）</source>
            <translation>
                <numerusform>Saved as {path} ({width}×{height}, {n} project)</numerusform>
                <numerusform>Saved as {path} ({width}×{height}, {n} projects)</numerusform>
            </translation>
        </message>
        <message>
            <source>图片</source>
            <translation>picture</translation>
        </message>
        <message>
            <source>图片只存为 PNG，文件名应以 .png 结尾：{path}。</source>
            <translation>Pictures are saved as PNG; the file name should end in .png: {path}.</translation>
        </message>
        <message numerus="yes">
            <source>{name}：{n:,} 项</source>
            <translation>
                <numerusform>{name}: {n:,} project</numerusform>
                <numerusform>{name}: {n:,} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>，{amount}</source>
            <translation>, {amount}</translation>
        </message>
        <message>
            <source>科学城招商项目-{date:%Y%m%d}</source>
            <translation>science-city-projects-{date:%Y%m%d}</translation>
        </message>
        <message>
            <source>导出</source>
            <translation>Export</translation>
        </message>
        <message numerus="yes">
            <source>，另有 {n:,} 项未公布金额</source>
            <translation>
                <numerusform>, {n:,} without an amount</numerusform>
                <numerusform>, {n:,} without an amount</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>已导出 {n:,} 项到 {path}</source>
            <translation>
                <numerusform>Exported {n:,} project to {path}</numerusform>
                <numerusform>Exported {n:,} projects to {path}</numerusform>
            </translation>
        </message>
        <message>
            <source>，均未公布金额</source>
            <translation>, no amount published</translation>
        </message>
        <message>
            <source>已停止导出，没有留下文件。</source>
            <translation>The export was stopped; no file was left behind.</translation>
        </message>
        <message>
            <source>程序出错，没有导出。</source>
            <translation>The program failed; nothing was exported.</translation>
        </message>
        <message>
            <source>打开所在文件夹</source>
            <translation>Open folder</translation>
        </message>
        <message>
            <source>正在导出…</source>
            <translation>Exporting…</translation>
        </message>
        <message>
            <source>正在导出：{done:,} / {total:,} 项</source>
            <translation>Exporting: {done:,} / {total:,} projects</translation>
        </message>
        <message numerus="yes">
            <source>已导出 {n:,} 项（{size}）：{name}</source>
            <translation>
                <numerusform>Exported {n:,} project ({size}): {name}</numerusform>
                <numerusform>Exported {n:,} projects ({size}): {name}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>；最多 {n:,} 项</source>
            <translation>
                <numerusform>; at most {n:,} project</numerusform>
                <numerusform>; at most {n:,} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>选项</source>
            <translation>Options</translation>
        </message>
        <message>
            <source>浏览…</source>
            <translation>Browse…</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>请先指定文件。</source>
            <translation>Name a file first.</translation>
        </message>
        <message>
            <source>内容：{words}{most}</source>
            <translation>Content: {words}{most}</translation>
        </message>
        <message>
            <source>停止</source>
            <translation>Stop</translation>
        </message>
        <message>
            <source>没有可选的</source>
            <translation>nothing to choose</translation>
        </message>
        <message>
            <source>筛选结果</source>
            <translation>Filtered</translation>
        </message>
        <message>
            <source>选中的</source>
            <translation>Selected</translation>
        </message>
        <message>
            <source>筛选结果中地图上看得见的</source>
            <translation>Filtered and visible on the map</translation>
        </message>
        <message>
            <source>台账里的全部</source>
            <translation>Everything in the ledger</translation>
        </message>
        <message>
            <source>参数 {key} 不认识</source>
            <translation>The parameter {key} is unknown</translation>
        </message>
        <message>
            <source>参数 classes 超出范围</source>
            <translation>The parameter classes is out of range</translation>
        </message>
        <message>
            <source>同一项目</source>
            <translation>Same project</translation>
        </message>
        <message>
            <source>记为同一项目；两条都留着，计数不减</source>
            <translation>Recorded as the same project; both stay, counts stay</translation>
        </message>
        <message>
            <source>不同项目</source>
            <translation>Different projects</translation>
        </message>
        <message>
            <source>记为不同项目，不再提示</source>
            <translation>Recorded as different projects; not hinted at again</translation>
        </message>
        <message>
            <source>再议</source>
            <translation>Undecided</translation>
        </message>
        <message>
            <source>收回判断，重新列为未判断</source>
            <translation>Takes the decision back: undecided again</translation>
        </message>
        <message>
            <source>两边对照</source>
            <translation>Side by side</translation>
        </message>
        <message>
            <source>没有疑为同一的项目，材料之间也没有说法不一。</source>
            <translation>No projects that may be the same, and no reports that differ.</translation>
        </message>
        <message>
            <source>是不是同一个项目？</source>
            <translation>Is it the same project?</translation>
        </message>
        <message>
            <source>在地图和表里只看这两个</source>
            <translation>Show only these two on map and table</translation>
        </message>
        <message>
            <source>各篇并存；台账采用的一处用粗体，其余不删。</source>
            <translation>All versions are kept; the adopted one is bold.</translation>
        </message>
        <message>
            <source>说法</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>现为：{decision}</source>
            <translation>Now: {decision}</translation>
        </message>
        <message>
            <source>打开项目卡片</source>
            <translation>Open the project's card</translation>
        </message>
        <message>
            <source>产业链图谱</source>
            <translation>Industry chain</translation>
        </message>
        <message>
            <source>图谱</source>
            <translation>Chain</translation>
        </message>
        <message>
            <source>缺口</source>
            <translation>Gaps</translation>
        </message>
        <message>
            <source>园区与产业</source>
            <translation>Parks × industries</translation>
        </message>
        <message>
            <source>关系</source>
            <translation>Relations</translation>
        </message>
        <message>
            <source>图片（SVG）…</source>
            <translation>Picture (SVG)…</translation>
        </message>
        <message>
            <source>图片（PNG）…</source>
            <translation>Picture (PNG)…</translation>
        </message>
        <message>
            <source>表格（CSV）…</source>
            <translation>Table (CSV)…</translation>
        </message>
        <message>
            <source>表格（TSV）…</source>
            <translation>Table (TSV)…</translation>
        </message>
        <message>
            <source>导出产业链</source>
            <translation>Export the chain</translation>
        </message>
        <message>
            <source>复制表格</source>
            <translation>Copy table</translation>
        </message>
        <message>
            <source>产业链上的关系</source>
            <translation>Relations of the chain</translation>
        </message>
        <message>
            <source>产业链</source>
            <translation>Industry chain</translation>
        </message>
        <message>
            <source>已存为 {path}</source>
            <translation>Saved as {path}</translation>
        </message>
        <message>
            <source>直接挂接的项目</source>
            <translation>Projects on the node itself</translation>
        </message>
        <message>
            <source>关系数</source>
            <translation>Relations printed</translation>
        </message>
        <message>
            <source>前者（原文）</source>
            <translation>First (as printed)</translation>
        </message>
        <message>
            <source>前者（台账）</source>
            <translation>First (in the ledger)</translation>
        </message>
        <message>
            <source>后者（原文）</source>
            <translation>Second (as printed)</translation>
        </message>
        <message>
            <source>后者（台账）</source>
            <translation>Second (in the ledger)</translation>
        </message>
        <message>
            <source>文中的词</source>
            <translation>Printed words</translation>
        </message>
        <message>
            <source>材料与位置</source>
            <translation>Reports and places</translation>
        </message>
        <message>
            <source>{name}（{said}）</source>
            <translation>{name} ({said})</translation>
        </message>
        <message>
            <source>{words}（文中写明）</source>
            <translation>{words} (declared in print)</translation>
        </message>
        <message>
            <source>表格</source>
            <translation>table</translation>
        </message>
        <message>
            <source>台账中无项目</source>
            <translation>No project in the ledger</translation>
        </message>
        <message numerus="yes">
            <source>；另有 {n:,} 项</source>
            <translation>
                <numerusform>; {n:,} more</numerusform>
                <numerusform>; {n:,} more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>；另有 {n:,} 家单位</source>
            <translation>
                <numerusform>; {n:,} more organisation</numerusform>
                <numerusform>; {n:,} more organisations</numerusform>
            </translation>
        </message>
        <message>
            <source>推定</source>
            <translation>inferred</translation>
        </message>
        <message>
            <source>图谱太长，存不成 PNG，请存为 SVG。</source>
            <translation>The chain is too long for a PNG; save it as SVG.</translation>
        </message>
        <message>
            <source>{what}写不到 {path}：{reason}。</source>
            <translation>The {what} cannot be written to {path}: {reason}.</translation>
        </message>
        <message>
            <source>文中未写关系</source>
            <translation>no relation printed</translation>
        </message>
        <message>
            <source>未写明细分</source>
            <translation>Track not stated</translation>
        </message>
        <message numerus="yes">
            <source>另有 {n:,} 项</source>
            <translation>
                <numerusform>{n:,} more</numerusform>
                <numerusform>{n:,} more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>另有 {n:,} 家单位</source>
            <translation>
                <numerusform>{n:,} more organisation</numerusform>
                <numerusform>{n:,} more organisations</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>关系 {n}</source>
            <translation>
                <numerusform>{n} relation</numerusform>
                <numerusform>{n} relations</numerusform>
            </translation>
        </message>
        <message>
            <source>筛选后没有</source>
            <translation>None under the filters</translation>
        </message>
        <message>
            <source>文中未列</source>
            <translation>Not listed in print</translation>
        </message>
        <message>
            <source>列名 {listed} 个，文中称 {printed} 个</source>
            <translation>{listed} listed; print says {printed}</translation>
        </message>
        <message numerus="yes">
            <source>{n} 处台账中无项目，不等于现实中没有</source>
            <translation>
                <numerusform>{n} place without a project in the ledger, which is not to say that there is none</numerusform>
                <numerusform>{n} places without a project in the ledger, which is not to say that there is none</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>文中写明的关系 {n} 条，点线为推定</source>
            <translation>
                <numerusform>{n} printed relation, dotted where inferred</numerusform>
                <numerusform>{n} printed relations, dotted where inferred</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 个末端节点文中未写关系，不等于没有</source>
            <translation>
                <numerusform>of {n} lowest node no relation is printed, which is not to say there is none</numerusform>
                <numerusform>of {n} lowest nodes no relation is printed, which is not to say there is none</numerusform>
            </translation>
        </message>
        <message>
            <source>在每个节点下列出项目的参与单位</source>
            <translation>Name the organisations of each node's projects</translation>
        </message>
        <message>
            <source>框：文中写明的方向；虚线：台账中无项目，不等于现实中没有；点线：含推断到园区的</source>
            <translation>Frame: declared in print; dashed: no project in the ledger, which is not to say that there is none; dotted: some placed by inference</translation>
        </message>
        <message>
            <source>● 已开工及以后　○ 未开工或未写明　点线为推定</source>
            <translation>● started or further　○ not started, or not stated　dotted: inferred</translation>
        </message>
        <message>
            <source>台账中无项目，不等于现实中没有</source>
            <translation>No project in the ledger, which is not to say that there is none</translation>
        </message>
        <message>
            <source>筛选后没有项目</source>
            <translation>No project under the filters</translation>
        </message>
        <message>
            <source>“{words}”读作{name}</source>
            <translation>“{words}” read as {name}</translation>
        </message>
        <message numerus="yes">
            <source>已开工 {n} 项</source>
            <translation>
                <numerusform>{n} started</numerusform>
                <numerusform>{n} started</numerusform>
            </translation>
        </message>
        <message>
            <source>已开工或更后</source>
            <translation>Started or further</translation>
        </message>
        <message>
            <source>未开工或未写明</source>
            <translation>Not started, or not stated</translation>
        </message>
        <message>
            <source>关系为推定</source>
            <translation>Relation inferred</translation>
        </message>
        <message>
            <source>文中的词：{words}</source>
            <translation>Printed words: {words}</translation>
        </message>
        <message numerus="yes">
            <source>已公布金额 {amount}，{n} 项未公布</source>
            <translation>
                <numerusform>Published amount {amount}, {n} not published</numerusform>
                <numerusform>Published amount {amount}, {n} not published</numerusform>
            </translation>
        </message>
        <message>
            <source>角色未写明</source>
            <translation>role not stated</translation>
        </message>
        <message numerus="yes">
            <source>{node}：{n} 项，{roles}</source>
            <translation>
                <numerusform>{node}: {n} project, {roles}</numerusform>
                <numerusform>{node}: {n} projects, {roles}</numerusform>
            </translation>
        </message>
        <message>
            <source>挂接为推定</source>
            <translation>Placed here by inference</translation>
        </message>
        <message>
            <source>已{what}；按 {keys} 撤销。</source>
            <translation>Done: {what}; {keys} undoes it.</translation>
        </message>
        <message numerus="yes">
            <source>未具名 {n} 项</source>
            <translation>
                <numerusform>{n} not named</numerusform>
                <numerusform>{n} not named</numerusform>
            </translation>
        </message>
        <message>
            <source>活动的核对</source>
            <translation>Reconciliation of announcements</translation>
        </message>
        <message>
            <source>未落到项目 {rest}</source>
            <translation>not assigned to projects {rest}</translation>
        </message>
        <message>
            <source>{whole} − （{added}）＝ {rest} {unit}</source>
            <translation>{whole} − ({added}) = {rest} {unit}</translation>
        </message>
        <message numerus="yes">
            <source>{words}。{n} 个加数带“约”“预计”，差额只作量级参考。</source>
            <translation>
                <numerusform>{words}. {n} term has “about” or “expected”: the difference is an order of magnitude only.</numerusform>
                <numerusform>{words}. {n} terms have “about” or “expected”: the difference is an order of magnitude only.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>其中所含活动公布 {n} 项、{amount}</source>
            <translation>
                <numerusform>of which contained announcements published {n}, {amount}</numerusform>
                <numerusform>of which contained announcements published {n}, {amount}</numerusform>
            </translation>
        </message>
        <message>
            <source>{words}：列出这些项目</source>
            <translation>{words}: list these projects</translation>
        </message>
        <message numerus="yes">
            <source>{name} {n} 项</source>
            <translation>
                <numerusform>{name} {n} project</numerusform>
                <numerusform>{name} {n} projects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>另 {n} 项</source>
            <translation>
                <numerusform>{n} more</numerusform>
                <numerusform>{n} more</numerusform>
            </translation>
        </message>
        <message>
            <source>含（不重复计）</source>
            <translation>contains (counted once)</translation>
        </message>
        <message>
            <source>属于</source>
            <translation>part of</translation>
        </message>
        <message>
            <source>公布的分项</source>
            <translation>Published parts</translation>
        </message>
        <message>
            <source>分项</source>
            <translation>Part</translation>
        </message>
        <message>
            <source>公布 项</source>
            <translation>Published</translation>
        </message>
        <message>
            <source>具名 项</source>
            <translation>Named</translation>
        </message>
        <message>
            <source>未具名 项</source>
            <translation>Not named</translation>
        </message>
        <message>
            <source>不能区分</source>
            <translation>cannot be told apart</translation>
        </message>
        <message numerus="yes">
            <source>具名项目 {n}</source>
            <translation>
                <numerusform>Named projects {n}</numerusform>
                <numerusform>Named projects {n}</numerusform>
            </translation>
        </message>
        <message>
            <source>公布 {q}项</source>
            <translation>Published {q}</translation>
        </message>
        <message>
            <source>落到具名项目 {unit}</source>
            <translation>Named projects, {unit}</translation>
        </message>
        <message>
            <source>未落到项目 {unit}</source>
            <translation>Unassigned, {unit}</translation>
        </message>
        <message>
            <source>未分列</source>
            <translation>not itemised</translation>
        </message>
        <message>
            <source>台账里没有叫“{key}”的产业或规模档，分不出哪些项目属于它</source>
            <translation>The ledger knows no industry or size band called “{key}”, so it cannot tell which projects belong to it</translation>
        </message>
        <message>
            <source>在地图和表里只看这些</source>
            <translation>Show only these on map and table</translation>
        </message>
        <message>
            <source>台账里没有这场活动的项目：材料没有点名。</source>
            <translation>The ledger has no project of this announcement: the reports name none.</translation>
        </message>
        <message numerus="yes">
            <source>另有 {n} 项未列</source>
            <translation>
                <numerusform>{n} more not listed</numerusform>
                <numerusform>{n} more not listed</numerusform>
            </translation>
        </message>
        <message>
            <source>具名</source>
            <translation>Named</translation>
        </message>
        <message>
            <source>落到项目</source>
            <translation>Assigned</translation>
        </message>
        <message>
            <source>点线：日期由上下文推定</source>
            <translation>Dotted: the date is inferred from context</translation>
        </message>
        <message>
            <source>公布的项目数</source>
            <translation>Published number of projects</translation>
        </message>
        <message>
            <source>台账具名的项目数</source>
            <translation>Projects named in the ledger</translation>
        </message>
        <message>
            <source>公布的金额</source>
            <translation>Published amount</translation>
        </message>
        <message>
            <source>外框：公布的金额；实心：落到具名项目的</source>
            <translation>Outline: published amount; solid: assigned to named projects</translation>
        </message>
        <message>
            <source>活动核对</source>
            <translation>Reconcile</translation>
        </message>
        <message>
            <source>全部活动</source>
            <translation>All announcements</translation>
        </message>
        <message>
            <source>核对</source>
            <translation>Reconciliation</translation>
        </message>
        <message>
            <source>正在逐项查看台账…</source>
            <translation>Reading through the ledger…</translation>
        </message>
        <message>
            <source>提示</source>
            <translation>Hints</translation>
        </message>
        <message>
            <source>公布与具名</source>
            <translation>Published and named</translation>
        </message>
        <message>
            <source>材料之间</source>
            <translation>Between reports</translation>
        </message>
        <message>
            <source>疑为同一</source>
            <translation>Perhaps the same</translation>
        </message>
        <message>
            <source>材料的覆盖</source>
            <translation>Coverage of the reports</translation>
        </message>
        <message>
            <source>打开活动核对</source>
            <translation>Open the reconciliation of announcements</translation>
        </message>
        <message>
            <source>没有值得一提的出入。</source>
            <translation>No discrepancies worth noting.</translation>
        </message>
        <message numerus="yes">
            <source>{n} 场活动</source>
            <translation>
                <numerusform>{n} announcement</numerusform>
                <numerusform>{n} announcements</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 个项目</source>
            <translation>
                <numerusform>{n} project</numerusform>
                <numerusform>{n} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>打开{title}</source>
            <translation>Open {title}</translation>
        </message>
        <message numerus="yes">
            <source>另有 {n} 条未列</source>
            <translation>
                <numerusform>{n} more not listed</numerusform>
                <numerusform>{n} more not listed</numerusform>
            </translation>
        </message>
        <message>
            <source>范围未写明</source>
            <translation>extent not stated</translation>
        </message>
        <message>
            <source>时期未写明</source>
            <translation>period not stated</translation>
        </message>
        <message>
            <source>几篇报道的说法不同，见“疑同与矛盾”</source>
            <translation>Reports differ, see “Duplicates”</translation>
        </message>
        <message>
            <source>无实际值</source>
            <translation>no actual value</translation>
        </message>
        <message>
            <source>CSV 表格 (*.csv)</source>
            <translation>CSV table (*.csv)</translation>
        </message>
        <message numerus="yes">
            <source>{n} / {total} 条</source>
            <translation>
                <numerusform>{n} / {total} indicator</numerusform>
                <numerusform>{n} / {total} indicators</numerusform>
            </translation>
        </message>
        <message>
            <source>搜索指标、范围、时期、单位</source>
            <translation>Search indicators, scopes, periods, units</translation>
        </message>
        <message>
            <source>搜索指标</source>
            <translation>Search indicators</translation>
        </message>
        <message>
            <source>性质</source>
            <translation>Type</translation>
        </message>
        <message numerus="yes">
            <source>全部 {n}</source>
            <translation>
                <numerusform>All {n}</numerusform>
                <numerusform>All {n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>实际 {n}</source>
            <translation>
                <numerusform>Actual {n}</numerusform>
                <numerusform>Actual {n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>目标、预计 {n}</source>
            <translation>
                <numerusform>Target, forecast {n}</numerusform>
                <numerusform>Target, forecast {n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>说法不一 {n}</source>
            <translation>
                <numerusform>Differing {n}</numerusform>
                <numerusform>Differing {n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>已复制 {n} 条指标，可粘贴到表格</source>
            <translation>
                <numerusform>Copied {n} indicator; paste it into a spreadsheet</numerusform>
                <numerusform>Copied {n} indicators; paste them into a spreadsheet</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>已导出 {n} 条指标：{path}</source>
            <translation>
                <numerusform>Exported {n} indicator: {path}</numerusform>
                <numerusform>Exported {n} indicators: {path}</numerusform>
            </translation>
        </message>
        <message>
            <source>导出指标</source>
            <translation>Export indicators</translation>
        </message>
        <message>
            <source>按范围</source>
            <translation>By scope</translation>
        </message>
        <message>
            <source>按时期</source>
            <translation>By period</translation>
        </message>
        <message>
            <source>指标.csv</source>
            <translation>indicators.csv</translation>
        </message>
        <message numerus="yes">
            <source>{words}，另有 {n} 条未列</source>
            <translation>
                <numerusform>{words}, {n} more not listed</numerusform>
                <numerusform>{words}, {n} more not listed</numerusform>
            </translation>
        </message>
        <message>
            <source>台账里没有指标</source>
            <translation>The ledger has no indicators</translation>
        </message>
        <message>
            <source>指标表</source>
            <translation>Table</translation>
        </message>
        <message>
            <source>小图</source>
            <translation>Trends</translation>
        </message>
        <message>
            <source>导出 CSV…</source>
            <translation>Export CSV…</translation>
        </message>
        <message>
            <source>{name}（{variant}）：{words}</source>
            <translation>{name} ({variant}): {words}</translation>
        </message>
        <message>
            <source>公布 {value}（{period}），口径不同</source>
            <translation>Published {value} ({period}), defined differently</translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 项未公布，不代表全部</source>
            <translation>
                <numerusform>{n:,} unpublished, not all</numerusform>
                <numerusform>{n:,} unpublished, not all</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>样本 {n:,}，不代表全部</source>
            <translation>
                <numerusform>Sample of {n:,}, not all</numerusform>
                <numerusform>Sample of {n:,}, not all</numerusform>
            </translation>
        </message>
        <message>
            <source>公布的比率与台账的样本口径不同，不相减</source>
            <translation>The published ratio and the ledger's sample are defined differently: no difference is taken</translation>
        </message>
        <message>
            <source>{name}的口径</source>
            <translation>Definition of {name}</translation>
        </message>
        <message>
            <source>列出</source>
            <translation>List</translation>
        </message>
        <message>
            <source>不能计算</source>
            <translation>Cannot be computed</translation>
        </message>
        <message>
            <source>按{group}分组的比率</source>
            <translation>Ratios by {group}</translation>
        </message>
        <message numerus="yes">
            <source>{n} 项未公布金额，未计入</source>
            <translation>
                <numerusform>{n} without a published amount left out</numerusform>
                <numerusform>{n} without a published amount left out</numerusform>
            </translation>
        </message>
        <message>
            <source>这一格没有项目</source>
            <translation>No projects in this cell</translation>
        </message>
        <message numerus="yes">
            <source>{n}，推断 {inferred}</source>
            <translation>
                <numerusform>{n}, {inferred} inferred</numerusform>
                <numerusform>{n}, {inferred} inferred</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>台账有 {n} 项，其中推断到园区 {inferred} 项</source>
            <translation>
                <numerusform>{n} project in the ledger, {inferred} of them in the park by inference</numerusform>
                <numerusform>{n} projects in the ledger, {inferred} of them in the park by inference</numerusform>
            </translation>
        </message>
        <message>
            <source>文中写明以此为方向</source>
            <translation>Declared in print as what the park is for</translation>
        </message>
        <message>
            <source>文中未写明以此为方向</source>
            <translation>Not declared in print</translation>
        </message>
        <message>
            <source>机制</source>
            <translation>Mechanisms</translation>
        </message>
        <message>
            <source>打开产业链图谱：各环节的项目与空缺</source>
            <translation>Open the industry chain: projects and gaps of each link</translation>
        </message>
        <message>
            <source>阶段看板</source>
            <translation>Stage board</translation>
        </message>
        <message>
            <source>打开阶段看板：每个项目走到哪一步、下一步何时</source>
            <translation>Open the stage board: how far each project is, and when its next step is due</translation>
        </message>
        <message>
            <source>打开清单管理</source>
            <translation>Open the lists</translation>
        </message>
        <message>
            <source>分区着色</source>
            <translation>Shaded areas</translation>
        </message>
        <message>
            <source>在地图上按区县着色：各区县有多少项目</source>
            <translation>Shade districts on the map by their number of projects</translation>
        </message>
        <message>
            <source>园区×产业</source>
            <translation>Parks × industries</translation>
        </message>
        <message>
            <source>打开园区与产业对照：写明的方向与台账的项目</source>
            <translation>Open parks against industries: printed focus and the ledger's projects</translation>
        </message>
        <message>
            <source>打开活动核对：公布的与具名的</source>
            <translation>Open the reconciliation of announcements: published and named</translation>
        </message>
        <message numerus="yes">
            <source>材料写到的机制 {n}</source>
            <translation>
                <numerusform>Mechanisms in the reports {n}</numerusform>
                <numerusform>Mechanisms in the reports {n}</numerusform>
            </translation>
        </message>
        <message>
            <source>搜索机制</source>
            <translation>Search mechanisms</translation>
        </message>
        <message>
            <source>只看并导出这个清单</source>
            <translation>Show only this list and export it</translation>
        </message>
        <message numerus="yes">
            <source>材料里的清单 {n}</source>
            <translation>
                <numerusform>Lists in the reports {n}</numerusform>
                <numerusform>Lists in the reports {n}</numerusform>
            </translation>
        </message>
        <message>
            <source>材料没有列清单。</source>
            <translation>The reports have no list.</translation>
        </message>
        <message numerus="yes">
            <source>自建清单 {n}</source>
            <translation>
                <numerusform>Your lists {n}</numerusform>
                <numerusform>Your lists {n}</numerusform>
            </translation>
        </message>
        <message>
            <source>还没有自建清单：在表里选中项目，加入清单。</source>
            <translation>No list of your own yet: select projects in the table and add them to one.</translation>
        </message>
        <message>
            <source>管理清单…</source>
            <translation>Manage lists…</translation>
        </message>
        <message>
            <source>各清单</source>
            <translation>Lists</translation>
        </message>
        <message>
            <source>没有写到这样的机制。</source>
            <translation>The reports tell of no such mechanism.</translation>
        </message>
        <message>
            <source>清单里没有项目，没有可导出的</source>
            <translation>The list has no projects: nothing to export</translation>
        </message>
        <message>
            <source>文 {number}：第 {start:,}～{end:,} 字</source>
            <translation>Report {number}: characters {start:,}–{end:,}</translation>
        </message>
        <message>
            <source>“{words}”读作{name}，为推定</source>
            <translation>“{words}” read as {name}, inferred</translation>
        </message>
        <message>
            <source>查看{name}</source>
            <translation>Show {name}</translation>
        </message>
        <message>
            <source>挂在此节点为推定</source>
            <translation>Its node is inferred</translation>
        </message>
        <message>
            <source>节点</source>
            <translation>Node</translation>
        </message>
        <message>
            <source>前者</source>
            <translation>First</translation>
        </message>
        <message>
            <source>后者</source>
            <translation>Second</translation>
        </message>
        <message>
            <source>见{node}</source>
            <translation>see {node}</translation>
        </message>
        <message>
            <source>未判断</source>
            <translation>undecided</translation>
        </message>
        <message>
            <source>{subject}：{field}</source>
            <translation>{subject}: {field}</translation>
        </message>
        <message numerus="yes">
            <source>疑为同一项目 {n:,}，未判断 {undecided:,}</source>
            <translation>
                <numerusform>Perhaps the same {n:,}, undecided {undecided:,}</numerusform>
                <numerusform>Perhaps the same {n:,}, undecided {undecided:,}</numerusform>
            </translation>
        </message>
        <message>
            <source>疑同与矛盾</source>
            <translation>Duplicates</translation>
        </message>
        <message>
            <source>{first} ／ {second}</source>
            <translation>{first} / {second}</translation>
        </message>
        <message>
            <source>判断、内容</source>
            <translation>Verdict, field</translation>
        </message>
        <message numerus="yes">
            <source>材料说法不一 {n}</source>
            <translation>
                <numerusform>Reports differ {n}</numerusform>
                <numerusform>Reports differ {n}</numerusform>
            </translation>
        </message>
        <message>
            <source>对照</source>
            <translation>Side by side</translation>
        </message>
        <message>
            <source>共用一条时间轴，自 0 起。空心、点线：日期为推定，或为目标。</source>
            <translation>One time axis for all, from 0. Hollow or dotted: the date is inferred, or it is a target.</translation>
        </message>
        <message>
            <source>{title}：{marks}</source>
            <translation>{title}: {marks}</translation>
        </message>
        <message>
            <source>有多个时点的指标</source>
            <translation>Indicators at several dates</translation>
        </message>
        <message>
            <source>没有一项有两个以上的时点。</source>
            <translation>None has more than one date.</translation>
        </message>
        <message numerus="yes">
            <source>逾期 {n} 月</source>
            <translation>
                <numerusform>{n} mo. overdue</numerusform>
                <numerusform>{n} mo. overdue</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>满 {n} 月</source>
            <translation>
                <numerusform>{n} mo.</numerusform>
                <numerusform>{n} mo.</numerusform>
            </translation>
        </message>
        <message>
            <source>未载阶段</source>
            <translation>No stage stated</translation>
        </message>
        <message numerus="yes">
            <source>{stage} {n} 项</source>
            <translation>
                <numerusform>{stage} {n} project</numerusform>
                <numerusform>{stage} {n} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>{stage}的项目</source>
            <translation>Projects: {stage}</translation>
        </message>
        <message numerus="yes">
            <source>另有 {n:,} 项未列</source>
            <translation>
                <numerusform>{n:,} more not listed</numerusform>
                <numerusform>{n:,} more not listed</numerusform>
            </translation>
        </message>
        <message>
            <source>计划{stage} {date}</source>
            <translation>planned: {stage} {date}</translation>
        </message>
        <message>
            <source>最近见报 {date}</source>
            <translation>Last reported {date}</translation>
        </message>
        <message>
            <source>再点一次取消</source>
            <translation>Click again to cancel</translation>
        </message>
        <message>
            <source>点一下只看这个阶段</source>
            <translation>Click to show only this stage</translation>
        </message>
        <message>
            <source>按活动</source>
            <translation>By announcement</translation>
        </message>
        <message>
            <source>按年份</source>
            <translation>By year</translation>
        </message>
        <message>
            <source>看板</source>
            <translation>Board</translation>
        </message>
        <message>
            <source>逾期数到 {day}，久未更新数到最新材料 {newest}</source>
            <translation>Overdue as of {day}, news as of {newest}</translation>
        </message>
        <message>
            <source>逾期数到 {day}</source>
            <translation>Overdue as of {day}</translation>
        </message>
        <message>
            <source>点行首按它筛选，点数字列出分子的项目；悬停看口径。一个项目可以属于多场活动，各行不相加</source>
            <translation>Click a name to filter by it, a figure to list the projects of its numerator; hover for the definition. A project may belong to several announcements: rows do not add up</translation>
        </message>
        <message>
            <source>逾期宽限</source>
            <translation>Grace period</translation>
        </message>
        <message>
            <source>计划的月份过去多少个月后算逾期</source>
            <translation>Months after the planned month until it counts as overdue</translation>
        </message>
        <message>
            <source>到最新材料为止多少个月没有消息算久未更新</source>
            <translation>Months without news, up to the latest report, that count as no recent news</translation>
        </message>
        <message>
            <source> 个月</source>
            <translation> months</translation>
        </message>
        <message>
            <source>“年份未载”不能作为筛选条件</source>
            <translation>“Year not stated” cannot be a filter</translation>
        </message>
        <message>
            <source>没有符合条件的项目，没有可导出的。</source>
            <translation>No projects match: nothing to export.</translation>
        </message>
        <message>
            <source>重新比对</source>
            <translation>Compare again</translation>
        </message>
        <message>
            <source>正在整理结果…</source>
            <translation>Preparing the result…</translation>
        </message>
        <message>
            <source>比对已停止，下面不是最新的结果</source>
            <translation>Stopped: what is below is not up to date</translation>
        </message>
        <message>
            <source>比对已停止，还没有结果</source>
            <translation>Stopped: there is no result yet</translation>
        </message>
        <message numerus="yes">
            <source>{name}{note}，{n} 项</source>
            <translation>
                <numerusform>{name}{note}, {n} project</numerusform>
                <numerusform>{name}{note}, {n} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>，{figure}</source>
            <translation>, {figure}</translation>
        </message>
        <message>
            <source>仅全域</source>
            <translation>city only</translation>
        </message>
        <message numerus="yes">
            <source>{name}：{n} 项</source>
            <translation>
                <numerusform>{name}: {n} project</numerusform>
                <numerusform>{name}: {n} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>，Σ {amount}</source>
            <translation>, Σ {amount}</translation>
        </message>
        <message>
            <source>去掉条件：{words}</source>
            <translation>Remove filter: {words}</translation>
        </message>
        <message>
            <source>{words}（点击去掉）</source>
            <translation>{words} (click to remove)</translation>
        </message>
        <message>
            <source>{name}：走到最远的一步是{stages}；阶段未载的不计入</source>
            <translation>{name}: the furthest stage is {stages}; projects without a stage are left out</translation>
        </message>
        <message>
            <source>项目、单位、摘要，可用拼音</source>
            <translation>Projects, organisations, pinyin</translation>
        </message>
        <message>
            <source>汉字、拼音或首字母：jinfeng、jf、jfruanjian 都找得到“金凤软件园”；空格分开的词须都出现</source>
            <translation>Chinese, pinyin or initials: jinfeng, jf and jfruanjian all find “金凤软件园”; words separated by spaces must all occur</translation>
        </message>
        <message>
            <source>查找项目</source>
            <translation>Find projects</translation>
        </message>
        <message>
            <source>全部清除</source>
            <translation>Clear all</translation>
        </message>
        <message>
            <source>取最近一次里程碑</source>
            <translation>latest milestone</translation>
        </message>
        <message>
            <source>落到园区的凭据</source>
            <translation>basis of the park</translation>
        </message>
        <message>
            <source>依据与落图</source>
            <translation>Basis and position</translation>
        </message>
        <message>
            <source>以{unit}计：&gt;10 是超过 10，≥10 或 10 是不少于 10，5～20 含两端；回车生效，清空即不限</source>
            <translation>In {unit}: &gt;10 is more than 10, ≥10 or 10 is at least 10, 5~20 includes both ends; Enter applies, empty means no limit</translation>
        </message>
        <message>
            <source>包括日期未载</source>
            <translation>Include undated</translation>
        </message>
        <message>
            <source>按{unit}</source>
            <translation>By {unit}</translation>
        </message>
        <message>
            <source>限定月份时，整年都在范围内的才计入</source>
            <translation>With bounds of months, counted only if the whole year lies within</translation>
        </message>
        <message>
            <source>包括未公布金额</source>
            <translation>Include unpublished</translation>
        </message>
        <message>
            <source>{unit}：&gt;10、5～20、≤3</source>
            <translation>{unit}: &gt;10, 5~20, ≤3</translation>
        </message>
        <message>
            <source>金额范围（{unit}）</source>
            <translation>Range of amounts ({unit})</translation>
        </message>
        <message>
            <source>均未公布</source>
            <translation>none published</translation>
        </message>
        <message>
            <source>超过 {least}</source>
            <translation>more than {least}</translation>
        </message>
        <message>
            <source>月</source>
            <translation>Month</translation>
        </message>
        <message>
            <source>，含未载</source>
            <translation>, undated included</translation>
        </message>
        <message numerus="yes">
            <source>仅知年份 {n} 项，不在月份里</source>
            <translation>
                <numerusform>{n} known only by year, in no month</numerusform>
                <numerusform>{n} known only by year, in no month</numerusform>
            </translation>
        </message>
        <message>
            <source>只看已公布</source>
            <translation>published only</translation>
        </message>
        <message>
            <source>只看未公布</source>
            <translation>unpublished only</translation>
        </message>
        <message>
            <source>查找{name}</source>
            <translation>Find: {name}</translation>
        </message>
        <message>
            <source>没有这样的{name}</source>
            <translation>Nothing found in “{name}”</translation>
        </message>
        <message numerus="yes">
            <source>列出全部 {n} 个</source>
            <translation>
                <numerusform>List all {n}</numerusform>
                <numerusform>List all {n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>列出前 {most} 个（共 {n:,} 个）</source>
            <translation>
                <numerusform>List the first {most} (of {n:,})</numerusform>
                <numerusform>List the first {most} (of {n:,})</numerusform>
            </translation>
        </message>
        <message>
            <source>只列前几个</source>
            <translation>List only the first</translation>
        </message>
        <message>
            <source>拖动选择范围，点一柱只看它，双击看全部；键盘：左右移动，上下换手柄，Esc 看全部</source>
            <translation>Drag to choose a range, click a bar for it alone, double-click for all; keyboard: left and right move, up and down change the handle, Esc shows all</translation>
        </message>
        <message>
            <source>没有可显示的数值</source>
            <translation>Nothing to show</translation>
        </message>
        <message>
            <source>这套分类里没有唯一对应的：{names}；条件已放宽到所属产业或去掉，可后退恢复。</source>
            <translation>No single counterpart in this taxonomy: {names}; the filter was widened to the industry or dropped (Undo brings it back).</translation>
        </message>
        <message>
            <source>分类</source>
            <translation>Taxonomy</translation>
        </message>
        <message>
            <source>按“{name}”归类；项目在台账里的产业不变，经对照表折算</source>
            <translation>Classified by “{name}”; industries in the ledger stay as they are, converted by the table of counterparts</translation>
        </message>
        <message>
            <source>不能建立文件夹 {folder}：{reason}。</source>
            <translation>Cannot create the folder {folder}: {reason}.</translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 块</source>
            <translation>
                <numerusform>{n:,} tile</numerusform>
                <numerusform>{n:,} tiles</numerusform>
            </translation>
        </message>
        <message>
            <source>让符号色彩保持可辨</source>
            <translation>so that symbols keep their colours</translation>
        </message>
        <message>
            <source>{title}的不透明度</source>
            <translation>Opacity of {title}</translation>
        </message>
        <message>
            <source>不透明度</source>
            <translation>Opacity</translation>
        </message>
        <message>
            <source>{title}的坐标系</source>
            <translation>Datum of {title}</translation>
        </message>
        <message>
            <source>缓存</source>
            <translation>Cache</translation>
        </message>
        <message>
            <source>联网</source>
            <translation>Network</translation>
        </message>
        <message>
            <source>打开后只向 {host} 要正在看的瓦片；看过的离线可用，{keep_s} 天后删除。</source>
            <translation>When switched on, only tiles in view are requested from {host}; those seen are kept for use offline and deleted after {keep_s} days.</translation>
        </message>
        <message>
            <source>暂按 WGS 84 显示，若与底图错开，换一个：</source>
            <translation>Shown as WGS 84; if it does not fit the base map, try another:</translation>
        </message>
        <message>
            <source>去色</source>
            <translation>Greyscale</translation>
        </message>
        <message>
            <source>级别</source>
            <translation>Levels</translation>
        </message>
        <message>
            <source>z {min_zoom}～{max_zoom}，更大级别拉伸显示</source>
            <translation>z {min_zoom}–{max_zoom}, enlarged beyond</translation>
        </message>
        <message>
            <source>未注明，暂按 WGS 84</source>
            <translation>not stated, taken as WGS 84</translation>
        </message>
        <message>
            <source>密钥</source>
            <translation>Key</translation>
        </message>
        <message>
            <source>自己申请的 tk</source>
            <translation>your own tk</translation>
        </message>
        <message>
            <source>{title}的密钥</source>
            <translation>Key of {title}</translation>
        </message>
        <message>
            <source>{words}，已校正到 WGS 84</source>
            <translation>{words}, corrected to WGS 84</translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 块，{size}</source>
            <translation>
                <numerusform>{n:,} tile, {size}</numerusform>
                <numerusform>{n:,} tiles, {size}</numerusform>
            </translation>
        </message>
        <message>
            <source>还没有</source>
            <translation>none yet</translation>
        </message>
        <message>
            <source>缩放到范围</source>
            <translation>Zoom to extent</translation>
        </message>
        <message>
            <source>移除</source>
            <translation>Remove</translation>
        </message>
        <message>
            <source>只从列表里去掉，文件不动</source>
            <translation>Removed from the list only; the file stays</translation>
        </message>
        <message>
            <source>清空缓存</source>
            <translation>Empty cache</translation>
        </message>
        <message>
            <source>坐标疑为 {short}</source>
            <translation>Perhaps {short}</translation>
        </message>
        <message>
            <source>文件没有注明坐标系</source>
            <translation>The file names no datum</translation>
        </message>
        <message>
            <source>按 {short} 校正</source>
            <translation>Correct from {short}</translation>
        </message>
        <message>
            <source>保持原样</source>
            <translation>Leave as is</translation>
        </message>
        <message>
            <source>就是 WGS 84</source>
            <translation>It is WGS 84</translation>
        </message>
        <message>
            <source>点</source>
            <translation>points</translation>
        </message>
        <message>
            <source>线</source>
            <translation>lines</translation>
        </message>
        <message>
            <source>面</source>
            <translation>polygons</translation>
        </message>
        <message numerus="yes">
            <source>{n} 个</source>
            <translation>
                <numerusform>{n}</numerusform>
                <numerusform>{n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 站</source>
            <translation>
                <numerusform>{n} station</numerusform>
                <numerusform>{n} stations</numerusform>
            </translation>
        </message>
        <message>
            <source>约 {area:g} km²</source>
            <translation>about {area:g} km²</translation>
        </message>
        <message>
            <source>与区界整体错约 {metres:.0f} m，方向{direction}。</source>
            <translation>About {metres:.0f} m off the district boundaries throughout, to the {direction}.</translation>
        </message>
        <message>
            <source>在线</source>
            <translation>Online</translation>
        </message>
        <message>
            <source>文件名或说明里有“{found}”，在这里会偏{direction}约 {metres:.0f} m。</source>
            <translation>The file's name or description says “{found}”, which here would be about {metres:.0f} m off to the {direction}.</translation>
        </message>
        <message>
            <source>栅格</source>
            <translation>Raster</translation>
        </message>
        <message>
            <source>矢量</source>
            <translation>Vector</translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 个要素</source>
            <translation>
                <numerusform>{n:,} feature</numerusform>
                <numerusform>{n:,} features</numerusform>
            </translation>
        </message>
        <message>
            <source>专题</source>
            <translation>Themes</translation>
        </message>
        <message>
            <source>标注</source>
            <translation>Labels</translation>
        </message>
        <message>
            <source>用户数据</source>
            <translation>Your data</translation>
        </message>
        <message>
            <source>打不开</source>
            <translation>cannot be opened</translation>
        </message>
        <message>
            <source>正在打开……</source>
            <translation>opening…</translation>
        </message>
        <message>
            <source>{title}要用自己的密钥，请在这里填写。</source>
            <translation>{title} needs a key of your own; enter it here.</translation>
        </message>
        <message>
            <source>图层列表</source>
            <translation>List of layers</translation>
        </message>
        <message>
            <source>未开启</source>
            <translation>off</translation>
        </message>
        <message>
            <source>还没有自己的地图文件</source>
            <translation>No map files of your own yet</translation>
        </message>
        <message>
            <source>上层</source>
            <translation>top</translation>
        </message>
        <message>
            <source>下层</source>
            <translation>bottom</translation>
        </message>
        <message numerus="yes">
            <source>{n} 个文件</source>
            <translation>
                <numerusform>{n} file</numerusform>
                <numerusform>{n} files</numerusform>
            </translation>
        </message>
        <message>
            <source>不是瓦片的地址</source>
            <translation>not the address of a tile</translation>
        </message>
        <message>
            <source>不是视野</source>
            <translation>not a viewport</translation>
        </message>
        <message>
            <source>不是坐标系或范围</source>
            <translation>not a datum or an extent</translation>
        </message>
        <message>
            <source>显示着</source>
            <translation>shown</translation>
        </message>
        <message>
            <source>隐藏着</source>
            <translation>hidden</translation>
        </message>
        <message>
            <source>{title}，{shown}</source>
            <translation>{title}, {shown}</translation>
        </message>
        <message>
            <source>拖动改变上下次序（Alt+↑ / Alt+↓）</source>
            <translation>Drag to change the order (Alt+↑ / Alt+↓)</translation>
        </message>
        <message>
            <source>隐藏{title}</source>
            <translation>Hide {title}</translation>
        </message>
        <message>
            <source>显示{title}</source>
            <translation>Show {title}</translation>
        </message>
        <message>
            <source>隐藏这个图层</source>
            <translation>Hide this layer</translation>
        </message>
        <message>
            <source>显示这个图层</source>
            <translation>Show this layer</translation>
        </message>
        <message>
            <source>地图文件 (*.mbtiles *.pmtiles *.geojson *.json *.gpkg *.kml *.kmz *.gpx *.shp *.zip);;全部文件 (*)</source>
            <translation>Map files (*.mbtiles *.pmtiles *.geojson *.json *.gpkg *.kml *.kmz *.gpx *.shp *.zip);;All files (*)</translation>
        </message>
        <message>
            <source>添加地图文件</source>
            <translation>Add map files</translation>
        </message>
        <message>
            <source>拖入 MBTiles、PMTiles、GeoJSON、GPKG</source>
            <translation>Drop MBTiles, PMTiles, GeoJSON, GPKG here</translation>
        </message>
        <message>
            <source>添加地图文件（Ctrl+Shift+L）</source>
            <translation>Add map files (Ctrl+Shift+L)</translation>
        </message>
        <message>
            <source>关闭图层面板（Ctrl+L）</source>
            <translation>Close the layers panel (Ctrl+L)</translation>
        </message>
        <message>
            <source>关闭图层面板</source>
            <translation>Close the layers panel</translation>
        </message>
        <message>
            <source>也可以是 KML、Shapefile；只读打开，不复制、不上传</source>
            <translation>KML and Shapefile too; opened read-only, never copied or uploaded</translation>
        </message>
        <message>
            <source>添加</source>
            <translation>Add</translation>
        </message>
        <message>
            <source>图层</source>
            <translation>Layers</translation>
        </message>
        <message>
            <source>拒绝了请求，请检查密钥</source>
            <translation>refused the request; check the key</translation>
        </message>
        <message>
            <source>没有给出瓦片</source>
            <translation>gave no tile</translation>
        </message>
        <message>
            <source>{refused}（{status}）</source>
            <translation>{refused} ({status})</translation>
        </message>
        <message>
            <source>{title}{reason}，先显示本机已有的瓦片。</source>
            <translation>{title} {reason}; tiles kept on this machine are shown meanwhile.</translation>
        </message>
        <message>
            <source>连不上</source>
            <translation>cannot be reached</translation>
        </message>
        <message>
            <source>答复的不是瓦片</source>
            <translation>answered with something that is no tile</translation>
        </message>
        <message>
            <source>已撤销：{what}；按 {keys} 重做。</source>
            <translation>Undone: {what}; {keys} does it again.</translation>
        </message>
        <message>
            <source>已重做：{what}；按 {keys} 撤销。</source>
            <translation>Done again: {what}; {keys} undoes it.</translation>
        </message>
        <message numerus="yes">
            <source>正在写入台账：{n:,} 个项目…</source>
            <translation>
                <numerusform>Writing to the ledger: {n:,} project…</numerusform>
                <numerusform>Writing to the ledger: {n:,} projects…</numerusform>
            </translation>
        </message>
        <message>
            <source>报道里印出的清单，照原文列出，不能改动。</source>
            <translation>Printed in the reports; such a list stays as printed.</translation>
        </message>
        <message>
            <source>删除清单不删除项目；每一步都能在编辑菜单里撤销。</source>
            <translation>Deleting a list deletes no project; the Edit menu can undo every step.</translation>
        </message>
        <message>
            <source>只看这个清单(&amp;O)</source>
            <translation>Show &amp;only this list</translation>
        </message>
        <message>
            <source>新建(&amp;N)…</source>
            <translation>&amp;New…</translation>
        </message>
        <message>
            <source>改名(&amp;R)…</source>
            <translation>&amp;Rename…</translation>
        </message>
        <message>
            <source>上移(&amp;U)</source>
            <translation>Move &amp;up</translation>
        </message>
        <message>
            <source>下移(&amp;W)</source>
            <translation>Move do&amp;wn</translation>
        </message>
        <message>
            <source>删除(&amp;D)</source>
            <translation>&amp;Delete</translation>
        </message>
        <message numerus="yes">
            <source>清单的名字（选中的 {n:,} 个项目会加入）：</source>
            <translation>
                <numerusform>Name of the list (the {n:,} selected project will be on it):</numerusform>
                <numerusform>Name of the list (the {n:,} selected projects will be on it):</numerusform>
            </translation>
        </message>
        <message>
            <source>清单的名字：</source>
            <translation>Name of the list:</translation>
        </message>
        <message>
            <source>新建清单</source>
            <translation>New list</translation>
        </message>
        <message>
            <source>清单改名</source>
            <translation>Rename list</translation>
        </message>
        <message>
            <source>新名字：</source>
            <translation>New name:</translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 个项目的清单叫什么（最多 {most} 个字）：</source>
            <translation>
                <numerusform>Name of the list of {n:,} project (at most {most} characters):</numerusform>
                <numerusform>Name of the list of {n:,} projects (at most {most} characters):</numerusform>
            </translation>
        </message>
        <message>
            <source>新建清单(&amp;N)…</source>
            <translation>&amp;New list…</translation>
        </message>
        <message numerus="yes">
            <source>{name}　{n:,} 项</source>
            <translation>
                <numerusform>{name}  {n:,} project</numerusform>
                <numerusform>{name}  {n:,} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>，选中的都在</source>
            <translation>, has all selected</translation>
        </message>
        <message numerus="yes">
            <source>{name}　移出 {n:,} 项</source>
            <translation>
                <numerusform>{name}  removes {n:,} project</numerusform>
                <numerusform>{name}  removes {n:,} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>，选中的已有 {held} 项</source>
            <translation>, has {held} of the selected</translation>
        </message>
        <message>
            <source>选中的项目不在任何自建清单里</source>
            <translation>The selected projects are on none of your lists</translation>
        </message>
        <message>
            <source>{name} - 科学城招商地图</source>
            <translation>{name} - Science City Atlas</translation>
        </message>
        <message>
            <source>筛选面板</source>
            <translation>Filter panel</translation>
        </message>
        <message>
            <source>项目与图层面板</source>
            <translation>Project and layers panel</translation>
        </message>
        <message>
            <source>从这里量距(&amp;D)</source>
            <translation>Measure &amp;distance from here</translation>
        </message>
        <message>
            <source>{lng:.4f}°，{lat:.4f}°</source>
            <translation>{lng:.4f}°, {lat:.4f}°</translation>
        </message>
        <message>
            <source>选中</source>
            <translation>Select</translation>
        </message>
        <message>
            <source>只看这里</source>
            <translation>Show only these</translation>
        </message>
        <message>
            <source>导出这些…</source>
            <translation>Export these…</translation>
        </message>
        <message>
            <source>缩放到这里</source>
            <translation>Zoom here</translation>
        </message>
        <message numerus="yes">
            <source>选中这个园区（{park}　{n:,} 项）</source>
            <translation>
                <numerusform>Select this park ({park}, {n:,} project)</numerusform>
                <numerusform>Select this park ({park}, {n:,} projects)</numerusform>
            </translation>
        </message>
        <message>
            <source>加入选择</source>
            <translation>Add to selection</translation>
        </message>
        <message>
            <source>从选择中去掉</source>
            <translation>Remove from selection</translation>
        </message>
        <message>
            <source>这一处</source>
            <translation>this place</translation>
        </message>
        <message>
            <source>地图报告了无效的视野：{values}</source>
            <translation>The map reported an invalid viewport: {values}</translation>
        </message>
        <message>
            <source>地图报告了无效的选择：{words}</source>
            <translation>The map reported an invalid selection: {words}</translation>
        </message>
        <message>
            <source>视图(&amp;V)</source>
            <translation>&amp;View</translation>
        </message>
        <message>
            <source>显示(&amp;I)</source>
            <translation>D&amp;isplay</translation>
        </message>
        <message>
            <source>符号(&amp;S)</source>
            <translation>&amp;Symbols</translation>
        </message>
        <message>
            <source>每个园区一个环形符号，近看是一个个项目</source>
            <translation>A ring for each park; close up, project by project</translation>
        </message>
        <message>
            <source>热力(&amp;H)</source>
            <translation>&amp;Heat</translation>
        </message>
        <message>
            <source>有自身坐标的项目有多密</source>
            <translation>How dense projects with own coordinates are</translation>
        </message>
        <message>
            <source>分区着色(&amp;C)</source>
            <translation>Shaded &amp;areas</translation>
        </message>
        <message>
            <source>按区县或园区着色</source>
            <translation>Districts or parks in shades</translation>
        </message>
        <message>
            <source>按项目数(&amp;N)</source>
            <translation>By &amp;number of projects</translation>
        </message>
        <message>
            <source>符号大小与热力按项目数</source>
            <translation>Symbols and heat by number of projects</translation>
        </message>
        <message>
            <source>按投资额(&amp;A)</source>
            <translation>By &amp;investment</translation>
        </message>
        <message>
            <source>符号大小与热力按已公布的投资额；公布的不足半数时仍按项目数</source>
            <translation>Symbols and heat by published investment; by number where less than half is published</translation>
        </message>
        <message>
            <source>区县(&amp;D)</source>
            <translation>&amp;Districts</translation>
        </message>
        <message>
            <source>按项目所在区县</source>
            <translation>By the district of the projects</translation>
        </message>
        <message>
            <source>园区(&amp;P)</source>
            <translation>&amp;Parks</translation>
        </message>
        <message>
            <source>按有范围的园区</source>
            <translation>By parks with a footprint</translation>
        </message>
        <message>
            <source>项目数(&amp;N)</source>
            <translation>&amp;Number of projects</translation>
        </message>
        <message>
            <source>区内项目的个数</source>
            <translation>Number of projects in the area</translation>
        </message>
        <message>
            <source>投资额(&amp;A)</source>
            <translation>&amp;Investment</translation>
        </message>
        <message>
            <source>区内已公布投资额之和</source>
            <translation>Sum of published investment in the area</translation>
        </message>
        <message>
            <source>每平方公里项目数(&amp;K)</source>
            <translation>Projects per s&amp;q. km</translation>
        </message>
        <message>
            <source>项目数除以面积</source>
            <translation>Number of projects by area</translation>
        </message>
        <message>
            <source>分位数(&amp;Q)</source>
            <translation>&amp;Quantiles</translation>
        </message>
        <message>
            <source>各级的区数尽量相同</source>
            <translation>As many areas in each class as possible</translation>
        </message>
        <message>
            <source>等间距(&amp;E)</source>
            <translation>&amp;Equal intervals</translation>
        </message>
        <message>
            <source>各级的跨度相同</source>
            <translation>Classes of equal width</translation>
        </message>
        <message>
            <source>自然断点(&amp;J)</source>
            <translation>Natural &amp;breaks</translation>
        </message>
        <message>
            <source>级内差异最小（Fisher-Jenks）</source>
            <translation>Least differences within classes (Fisher-Jenks)</translation>
        </message>
        <message>
            <source>3 级(&amp;3)</source>
            <translation>&amp;3 classes</translation>
        </message>
        <message>
            <source>最多分 3 级</source>
            <translation>At most 3 classes</translation>
        </message>
        <message>
            <source>4 级(&amp;4)</source>
            <translation>&amp;4 classes</translation>
        </message>
        <message>
            <source>最多分 4 级</source>
            <translation>At most 4 classes</translation>
        </message>
        <message>
            <source>5 级(&amp;5)</source>
            <translation>&amp;5 classes</translation>
        </message>
        <message>
            <source>最多分 5 级</source>
            <translation>At most 5 classes</translation>
        </message>
        <message>
            <source>6 级(&amp;6)</source>
            <translation>&amp;6 classes</translation>
        </message>
        <message>
            <source>最多分 6 级</source>
            <translation>At most 6 classes</translation>
        </message>
        <message>
            <source>7 级(&amp;7)</source>
            <translation>&amp;7 classes</translation>
        </message>
        <message>
            <source>最多分 7 级</source>
            <translation>At most 7 classes</translation>
        </message>
        <message>
            <source>着色单元(&amp;U)</source>
            <translation>Shaded &amp;units</translation>
        </message>
        <message>
            <source>着色指标(&amp;F)</source>
            <translation>Shaded by &amp;figure</translation>
        </message>
        <message>
            <source>分级方法(&amp;M)</source>
            <translation>Classing &amp;method</translation>
        </message>
        <message>
            <source>级数(&amp;L)</source>
            <translation>Number of c&amp;lasses</translation>
        </message>
        <message>
            <source>已改名为 {name} 保留，这次使用默认设置。</source>
            <translation>It was kept as {name}; default settings are used this time.</translation>
        </message>
        <message>
            <source>这次使用默认设置。</source>
            <translation>Default settings are used this time.</translation>
        </message>
        <message>
            <source>地图设置 {name} 大得不像设置文件。</source>
            <translation>The map settings {name} are too large to be settings.</translation>
        </message>
        <message>
            <source>地图设置 {name} 是另一个版本写的。</source>
            <translation>The map settings {name} were written by another version.</translation>
        </message>
        <message>
            <source>地图设置 {name} 读不出来。</source>
            <translation>The map settings {name} cannot be read.</translation>
        </message>
        <message>
            <source>地图设置 {name} 已损坏。</source>
            <translation>The map settings {name} are damaged.</translation>
        </message>
        <message>
            <source>地图设置没有存下来：{parent} 不能写入。</source>
            <translation>The map settings were not saved: {parent} is not writable.</translation>
        </message>
        <message>
            <source>坐标(&amp;C)</source>
            <translation>&amp;Coordinates</translation>
        </message>
        <message>
            <source>书签(&amp;K)</source>
            <translation>Boo&amp;kmarks</translation>
        </message>
        <message>
            <source>整理书签(&amp;E)…</source>
            <translation>&amp;Edit bookmarks…</translation>
        </message>
        <message>
            <source>整理书签</source>
            <translation>Edit bookmarks</translation>
        </message>
        <message>
            <source>双击改名，拖动排序。</source>
            <translation>Double-click to rename, drag to reorder.</translation>
        </message>
        <message>
            <source>还没有书签</source>
            <translation>No bookmarks yet</translation>
        </message>
        <message>
            <source>项目符号</source>
            <translation>Project symbols</translation>
        </message>
        <message>
            <source>园区示意范围</source>
            <translation>Park footprints (schematic)</translation>
        </message>
        <message>
            <source>园区名称</source>
            <translation>Park names</translation>
        </message>
        <message>
            <source>城镇、区县名称</source>
            <translation>Town and district names</translation>
        </message>
        <message>
            <source>轨道 1 号线与站点</source>
            <translation>Rail line 1 and stations</translation>
        </message>
        <message>
            <source>示意底图（内置）</source>
            <translation>Schematic base map (built in)</translation>
        </message>
        <message>
            <source>定位到坐标</source>
            <translation>Go to coordinates</translation>
        </message>
        <message>
            <source>{datum} 坐标，如 106.3412, 29.5934 或 29°35′36″N 106°20′28″E：</source>
            <translation>Coordinates in {datum}, such as 106.3412, 29.5934 or 29°35′36″N 106°20′28″E:</translation>
        </message>
        <message>
            <source>添加书签</source>
            <translation>Add bookmark</translation>
        </message>
        <message>
            <source>名称（同名的书签会被替换）：</source>
            <translation>Name (a bookmark of the same name is replaced):</translation>
        </message>
        <message>
            <source>已添加书签“{name}”</source>
            <translation>Added the bookmark “{name}”</translation>
        </message>
        <message numerus="yes">
            <source>范围内 {n:,} 项，共选中 {selected:,} 项</source>
            <translation>
                <numerusform>{n:,} project within, {selected:,} selected in all</numerusform>
                <numerusform>{n:,} projects within, {selected:,} selected in all</numerusform>
            </translation>
        </message>
        <message>
            <source>，经度在前</source>
            <translation>, longitude first</translation>
        </message>
        <message>
            <source>已复制坐标 {words}（{datum}{order}）</source>
            <translation>Copied {words} ({datum}{order})</translation>
        </message>
        <message numerus="yes">
            <source>书签 {n}</source>
            <translation>
                <numerusform>Bookmark {n}</numerusform>
                <numerusform>Bookmark {n}</numerusform>
            </translation>
        </message>
        <message>
            <source>地图进程意外退出（{name}，{code}）</source>
            <translation>The map's process ended unexpectedly ({name}, {code})</translation>
        </message>
        <message>
            <source>地图页面没有加载成功</source>
            <translation>The map page was not loaded</translation>
        </message>
        <message>
            <source>只能量距离或面积。</source>
            <translation>Only distances and areas can be measured.</translation>
        </message>
        <message>
            <source>没有这个坐标系。</source>
            <translation>There is no such datum.</translation>
        </message>
        <message>
            <source>位置应写作“经度,纬度”，以分号相隔。</source>
            <translation>Positions are written “longitude,latitude” with semicolons between.</translation>
        </message>
        <message>
            <source>位置里有读不出的数。</source>
            <translation>A number among the positions cannot be read.</translation>
        </message>
        <message>
            <source>参数 measure 不认识</source>
            <translation>The parameter measure is unknown</translation>
        </message>
        <message>
            <source>参数 {key} 超出范围</source>
            <translation>The parameter {key} is out of range</translation>
        </message>
        <message>
            <source>参数 {key} 不是整数</source>
            <translation>The parameter {key} is not a whole number</translation>
        </message>
        <message>
            <source>参数 {key} 不是数</source>
            <translation>The parameter {key} is not a number</translation>
        </message>
        <message numerus="yes">
            <source>{title}　{n:,} 项</source>
            <translation>
                <numerusform>{title}  {n:,} project</numerusform>
                <numerusform>{title}  {n:,} projects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>，另有 {n:,} 项</source>
            <translation>
                <numerusform>, {n:,} more</numerusform>
                <numerusform>, {n:,} more</numerusform>
            </translation>
        </message>
        <message>
            <source>地图报告了无效的选择范围，未予采用</source>
            <translation>The map reported an invalid selection shape; it was not used</translation>
        </message>
        <message>
            <source>地图报告了无效的位置，未予采用</source>
            <translation>The map reported an invalid position; it was not used</translation>
        </message>
        <message>
            <source>地图报告了无效的坐标，未予采用</source>
            <translation>The map reported invalid coordinates; they were not used</translation>
        </message>
        <message>
            <source>程序出错，刚才的操作没有完成。</source>
            <translation>The program failed; what you just did was not completed.</translation>
        </message>
        <message>
            <source>台账没有改动。请把“详细信息”里的文字复制给维护者。</source>
            <translation>The ledger was not changed. Please copy the text under “Details” to the maintainers.</translation>
        </message>
        <message>
            <source>读入台账的进度</source>
            <translation>Progress of reading the ledger</translation>
        </message>
        <message>
            <source>不读了，关闭这个窗口；台账不受影响</source>
            <translation>Stop reading and close this window; the ledger is left as it is</translation>
        </message>
        <message>
            <source>地图与图层已经可用；读完后，项目、筛选与图表一起出现。</source>
            <translation>Map and layers can be used already; projects, filters and charts appear together once all is read.</translation>
        </message>
        <message>
            <source>读完台账后出现</source>
            <translation>Appears once the ledger is read</translation>
        </message>
        <message>
            <source>正在打开…</source>
            <translation>Opening…</translation>
        </message>
        <message>
            <source>正在读入台账</source>
            <translation>Reading the ledger</translation>
        </message>
        <message>
            <source>正在放到地图上…</source>
            <translation>Placing on the map…</translation>
        </message>
        <message>
            <source>{read:,} / {of:,} 项</source>
            <translation>{read:,} / {of:,} projects</translation>
        </message>
        <message numerus="yes">
            <source>{n} 篇报道，{first} 至 {last}</source>
            <translation>
                <numerusform>{n} report, {first} to {last}</numerusform>
                <numerusform>{n} reports, {first} to {last}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 篇报道</source>
            <translation>
                <numerusform>{n} report</numerusform>
                <numerusform>{n} reports</numerusform>
            </translation>
        </message>
        <message>
            <source>无法写入 {path}。</source>
            <translation>Cannot write {path}.</translation>
        </message>
        <message>
            <source>PDF 没有写成，磁盘可能已满。</source>
            <translation>The PDF was not written; the disk may be full.</translation>
        </message>
        <message>
            <source>图片太大，画不了：{width} × {height} 像素。</source>
            <translation>The picture is too large to draw: {width} × {height} pixels.</translation>
        </message>
        <message>
            <source>图片没有写成，磁盘可能已满。</source>
            <translation>The picture was not written; the disk may be full.</translation>
        </message>
        <message>
            <source>图片写不到 {path}：{reason}。</source>
            <translation>Cannot write the picture to {path}: {reason}.</translation>
        </message>
        <message numerus="yes">
            <source>把 {n:,} 项加入清单“{name}”</source>
            <translation>
                <numerusform>add {n:,} project to the list “{name}”</numerusform>
                <numerusform>add {n:,} projects to the list “{name}”</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>把 {n:,} 项移出清单“{name}”</source>
            <translation>
                <numerusform>remove {n:,} project from the list “{name}”</numerusform>
                <numerusform>remove {n:,} projects from the list “{name}”</numerusform>
            </translation>
        </message>
        <message>
            <source>清单改名 {names}</source>
            <translation>rename list {names}</translation>
        </message>
        <message numerus="yes">
            <source>删除清单“{name}”（{n:,} 项）</source>
            <translation>
                <numerusform>delete the list “{name}” ({n:,} project)</numerusform>
                <numerusform>delete the list “{name}” ({n:,} projects)</numerusform>
            </translation>
        </message>
        <message>
            <source>清单“{name}”换位</source>
            <translation>move the list “{name}”</translation>
        </message>
        <message>
            <source>判断是否同一：{names}</source>
            <translation>decide whether the same: {names}</translation>
        </message>
        <message>
            <source>放置 {name}</source>
            <translation>place {name}</translation>
        </message>
        <message numerus="yes">
            <source>新建清单“{name}”（{n:,} 项）</source>
            <translation>
                <numerusform>create the list “{name}” ({n:,} project)</numerusform>
                <numerusform>create the list “{name}” ({n:,} projects)</numerusform>
            </translation>
        </message>
        <message>
            <source>新建清单“{name}”</source>
            <translation>create the list “{name}”</translation>
        </message>
        <message>
            <source>{words}：{edit}</source>
            <translation>{words}: {edit}</translation>
        </message>
        <message numerus="yes">
            <source>{subject}（{n:,} 个项目）</source>
            <translation>
                <numerusform>{subject} ({n:,} project)</numerusform>
                <numerusform>{subject} ({n:,} projects)</numerusform>
            </translation>
        </message>
        <message>
            <source>已把{what}放到 {position}，记为人工；按 {keys} 撤销。</source>
            <translation>Placed {what} at {position}, marked as by hand; {keys} undoes it.</translation>
        </message>
        <message>
            <source>已撤销放置：{what}回到原处；按 {keys} 重做。</source>
            <translation>Placing undone: {what} is back where it was; {keys} does it again.</translation>
        </message>
        <message>
            <source>已重做放置：{what}，记为人工；按 {keys} 撤销。</source>
            <translation>Placed again: {what}, marked as by hand; {keys} undoes it.</translation>
        </message>
        <message numerus="yes">
            <source>该园区 {n:,} 个项目</source>
            <translation>
                <numerusform>{n:,} project of this park</numerusform>
                <numerusform>{n:,} projects of this park</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>选中的 {n:,} 个项目</source>
            <translation>
                <numerusform>{n:,} selected project</numerusform>
                <numerusform>{n:,} selected projects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>这 {n:,} 个项目</source>
            <translation>
                <numerusform>this {n:,} project</numerusform>
                <numerusform>these {n:,} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>正在定位：{title}；Enter 放下，Esc 取消。</source>
            <translation>Placing {title}: Enter puts it down, Esc cancels.</translation>
        </message>
        <message>
            <source>这个项目</source>
            <translation>this project</translation>
        </message>
        <message>
            <source>没有可以放置的项目</source>
            <translation>There is no project to place</translation>
        </message>
        <message>
            <source>地图报告了无效的放置：{words}</source>
            <translation>The map reported an invalid placing: {words}</translation>
        </message>
        <message>
            <source>浅色(&amp;L)</source>
            <translation>&amp;Light</translation>
        </message>
        <message>
            <source>深色(&amp;D)</source>
            <translation>&amp;Dark</translation>
        </message>
        <message>
            <source>跟随系统(&amp;S)</source>
            <translation>Follow the &amp;system</translation>
        </message>
        <message>
            <source>主题(&amp;T)</source>
            <translation>&amp;Theme</translation>
        </message>
        <message>
            <source>语言(&amp;G)</source>
            <translation>Lan&amp;guage</translation>
        </message>
        <message>
            <source>下次启动起改用{language}。</source>
            <translation>{language} will be used from the next start.</translation>
        </message>
        <message>
            <source>{variable} 指的文件夹无法确定：{chosen}。</source>
            <translation>The folder named by {variable} cannot be determined: {chosen}.</translation>
        </message>
        <message>
            <source>选择没有存下来：{parent} 不能写入。</source>
            <translation>The choice was not saved: {parent} is not writable.</translation>
        </message>
        <message>
            <source>上次程序意外退出，报告在 {path}</source>
            <translation>The program ended unexpectedly last time; the report is at {path}</translation>
        </message>
        <message>
            <source>最近打开(&amp;R)</source>
            <translation>Open &amp;recent</translation>
        </message>
        <message>
            <source>清除列表(&amp;C)</source>
            <translation>&amp;Clear list</translation>
        </message>
        <message>
            <source>还没有打开过别的台账</source>
            <translation>No other ledger was opened yet</translation>
        </message>
        <message>
            <source>关（以 root 运行，使用 --no-sandbox）</source>
            <translation>off (run as root, with --no-sandbox)</translation>
        </message>
        <message>
            <source>关（由环境变量 {switch} 关闭）</source>
            <translation>off (by the environment variable {switch})</translation>
        </message>
        <message>
            <source>开</source>
            <translation>on</translation>
        </message>
        <message>
            <source>系统不允许地图页面的沙箱（{name}），请让管理员运行：{line}</source>
            <translation>The system forbids the map page its sandbox ({name}); ask an administrator to run: {line}</translation>
        </message>
        <message>
            <source>系统库 {names}，请运行：{line}</source>
            <translation>system libraries {names}; run: {line}</translation>
        </message>
        <message>
            <source>系统库 {names}</source>
            <translation>system libraries {names}</translation>
        </message>
        <message>
            <source>金额 {amount}</source>
            <translation>Amount {amount}</translation>
        </message>
        <message>
            <source>在原文里查找</source>
            <translation>Find in the text</translation>
        </message>
        <message>
            <source>依据处</source>
            <translation>Evidence</translation>
        </message>
        <message>
            <source>查找结果</source>
            <translation>Matches</translation>
        </message>
        <message numerus="yes">
            <source>依据 {at} / {n}　{fields}</source>
            <translation>
                <numerusform>Evidence {at} / {n}  {fields}</numerusform>
                <numerusform>Evidence {at} / {n}  {fields}</numerusform>
            </translation>
        </message>
        <message>
            <source>{title} - 报道原文</source>
            <translation>{title} - Report</translation>
        </message>
        <message>
            <source>上一处</source>
            <translation>Previous</translation>
        </message>
        <message>
            <source>下一处</source>
            <translation>Next</translation>
        </message>
        <message numerus="yes">
            <source>依据 {n} 处</source>
            <translation>
                <numerusform>{n} passage of evidence</numerusform>
                <numerusform>{n} passages of evidence</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 处</source>
            <translation>
                <numerusform>{n} match</numerusform>
                <numerusform>{n} matches</numerusform>
            </translation>
        </message>
        <message>
            <source>没有</source>
            <translation>none</translation>
        </message>
        <message>
            <source>报道原文 ({suffixes});;全部文件 (*)</source>
            <translation>Reports ({suffixes});;All files (*)</translation>
        </message>
        <message numerus="yes">
            <source>{n} 篇报道的原文已在台账里，其中新添加 {added} 篇</source>
            <translation>
                <numerusform>The text of {n} report is in the ledger, {added} of them new</numerusform>
                <numerusform>The texts of {n} reports are in the ledger, {added} of them new</numerusform>
            </translation>
        </message>
        <message>
            <source>添加报道原文</source>
            <translation>Add report texts</translation>
        </message>
        <message>
            <source>正在核对报道原文…</source>
            <translation>Comparing the texts…</translation>
        </message>
        <message numerus="yes">
            <source>　·　标出“{name}”的 {n} 处依据</source>
            <translation>
                <numerusform>  ·  {n} passage about “{name}” marked</numerusform>
                <numerusform>  ·  {n} passages about “{name}” marked</numerusform>
            </translation>
        </message>
        <message>
            <source>《{title}》</source>
            <translation>“{title}”</translation>
        </message>
        <message>
            <source>台账里还没有这篇报道的原文，可用“文件 → 添加报道原文”添加。</source>
            <translation>The ledger does not have this report's text yet; add it by File → Add report texts.</translation>
        </message>
        <message>
            <source>已添加原文：{new}</source>
            <translation>Texts added: {new}</translation>
        </message>
        <message>
            <source>原文早已在台账里：{old}</source>
            <translation>Texts already in the ledger: {old}</translation>
        </message>
        <message>
            <source>使用指南</source>
            <translation>User guide</translation>
        </message>
        <message>
            <source>在指南里查找</source>
            <translation>Find in the guide</translation>
        </message>
        <message>
            <source>没有找到使用指南：{path}。</source>
            <translation>The user guide was not found: {path}.</translation>
        </message>
        <message>
            <source>这里没有窗口可供自检。</source>
            <translation>There is no window here to check.</translation>
        </message>
        <message>
            <source>地图在 {seconds:.0f} 秒内没有画完，未能生成图片。</source>
            <translation>The map was not drawn within {seconds:.0f} s; no picture was made.</translation>
        </message>
        <message>
            <source>《{title}》第 {start:,}～{end:,} 字</source>
            <translation>“{title}”, characters {start:,}–{end:,}</translation>
        </message>
        <message numerus="yes">
            <source>{document}（{n} 处）</source>
            <translation>
                <numerusform>{document} ({n} passage)</numerusform>
                <numerusform>{document} ({n} passages)</numerusform>
            </translation>
        </message>
        <message>
            <source>见 {documents}</source>
            <translation>See {documents}</translation>
        </message>
        <message numerus="yes">
            <source>另有 {n} 处</source>
            <translation>
                <numerusform>{n} more</numerusform>
                <numerusform>{n} more</numerusform>
            </translation>
        </message>
        <message>
            <source>项目表</source>
            <translation>Table of projects</translation>
        </message>
        <message>
            <source>复制(&amp;C)</source>
            <translation>&amp;Copy</translation>
        </message>
        <message>
            <source>（其中推断园区 {amount}）</source>
            <translation> (of which inferred park {amount})</translation>
        </message>
        <message>
            <source>工具</source>
            <translation>Tools</translation>
        </message>
        <message numerus="yes">
            <source>{shown:,} / {n:,} 项</source>
            <translation>
                <numerusform>{shown:,} / {n:,} project</numerusform>
                <numerusform>{shown:,} / {n:,} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>列</source>
            <translation>Columns</translation>
        </message>
        <message>
            <source>选择显示哪些列；列头可拖动换位</source>
            <translation>Choose the columns shown; drag headings to move them</translation>
        </message>
        <message>
            <source>选择列</source>
            <translation>Choose columns</translation>
        </message>
        <message numerus="yes">
            <source>{n} 个条件同时满足的为 0 项，可去掉其中一个：</source>
            <translation>
                <numerusform>{n} condition leaves 0 projects; it can be removed:</numerusform>
                <numerusform>{n} conditions together leave 0 projects; remove one of them:</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>其余得 {n:,} 项</source>
            <translation>
                <numerusform>leaves {n:,} project</numerusform>
                <numerusform>leaves {n:,} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>去掉</source>
            <translation>Remove</translation>
        </message>
        <message numerus="yes">
            <source>合计　{n:,} 项</source>
            <translation>
                <numerusform>Total  {n:,} project</numerusform>
                <numerusform>Total  {n:,} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>推断到园区 {inferred:,} 项　未公布金额 {unpublished:,} 项</source>
            <translation>Park inferred {inferred:,}   Amount not published {unpublished:,}</translation>
        </message>
        <message>
            <source>台账里还没有项目</source>
            <translation>The ledger has no projects yet</translation>
        </message>
        <message>
            <source>从“文件”菜单打开别的台账（{shortcut}）。</source>
            <translation>Open another ledger from the File menu ({shortcut}).</translation>
        </message>
        <message>
            <source>结果的看法</source>
            <translation>How results are shown</translation>
        </message>
        <message>
            <source>最近日期</source>
            <translation>Latest</translation>
        </message>
        <message numerus="yes">
            <source>{n} 篇</source>
            <translation>
                <numerusform>{n}</numerusform>
                <numerusform>{n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n:,} 处</source>
            <translation>
                <numerusform>{n:,} match</numerusform>
                <numerusform>{n:,} matches</numerusform>
            </translation>
        </message>
        <message>
            <source>在表内查找</source>
            <translation>Find in table</translation>
        </message>
        <message>
            <source>在显示着的文字列里查找，不筛选；回车下一处，Shift+回车上一处，Esc 结束（Ctrl+Shift+G）</source>
            <translation>Finds in the visible columns of words, without filtering; Enter next, Shift+Enter previous, Esc ends (Ctrl+Shift+G)</translation>
        </message>
        <message>
            <source>恢复默认的列(&amp;R)</source>
            <translation>&amp;Restore default columns</translation>
        </message>
        <message>
            <source>加为下一排序键(&amp;N)</source>
            <translation>Add as &amp;next sort key</translation>
        </message>
        <message>
            <source>也可按住 Shift 点列头</source>
            <translation>Or Shift-click the heading</translation>
        </message>
        <message>
            <source>按台账原有顺序(&amp;O)</source>
            <translation>In the ledger's &amp;order</translation>
        </message>
        <message>
            <source>项目表的列</source>
            <translation>Columns of the table</translation>
        </message>
        <message>
            <source>升序</source>
            <translation>ascending</translation>
        </message>
        <message>
            <source>降序</source>
            <translation>descending</translation>
        </message>
        <message>
            <source>按{title}{words}</source>
            <translation>Sort by {title}, {words}</translation>
        </message>
        <message>
            <source>名称总在最左</source>
            <translation>The name always stands first</translation>
        </message>
        <message>
            <source>表格设置 {name} 大得不像设置文件。</source>
            <translation>The table settings {name} are too large to be settings.</translation>
        </message>
        <message>
            <source>表格设置 {name} 是另一个版本写的。</source>
            <translation>The table settings {name} were written by another version.</translation>
        </message>
        <message>
            <source>表格设置 {name} 读不出来。</source>
            <translation>The table settings {name} cannot be read.</translation>
        </message>
        <message>
            <source>表格设置 {name} 已损坏。</source>
            <translation>The table settings {name} are damaged.</translation>
        </message>
        <message>
            <source>表格设置没有存下来：{parent} 不能写入。</source>
            <translation>The table settings were not saved: {parent} is not writable.</translation>
        </message>
        <message>
            <source>{title}：点按排序，按住 Shift 点按加为下一排序键；拖动换位，右键选列</source>
            <translation>{title}: click sorts, Shift-click adds a sort key; drag moves it, right-click chooses columns</translation>
        </message>
        <message>
            <source>
≠ 几处报道说法不一，详见右侧</source>
            <translation>
≠ reports differ, see the card on the right</translation>
        </message>
        <message>
            <source>，几处报道说法不一</source>
            <translation>, reports differ</translation>
        </message>
        <message>
            <source>{title}：{words}</source>
            <translation>{title}: {words}</translation>
        </message>
        <message>
            <source>，第 {rank} 排序键，{order}</source>
            <translation>, sort key {rank}, {order}</translation>
        </message>
        <message>
            <source>界面样式文件无法读取：{name}，请重新安装程序。</source>
            <translation>The style file {name} cannot be read; please install the program again.</translation>
        </message>
        <message>
            <source>没有日期可显示</source>
            <translation>No dates to show</translation>
        </message>
        <message>
            <source>时间轴</source>
            <translation>Time axis</translation>
        </message>
        <message numerus="yes">
            <source>{month}：{n} 项</source>
            <translation>
                <numerusform>{month}: {n} project</numerusform>
                <numerusform>{month}: {n} projects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>另有 {n} 项仅知在 {year} 年</source>
            <translation>
                <numerusform>{n} more known only to be in {year}</numerusform>
                <numerusform>{n} more known only to be in {year}</numerusform>
            </translation>
        </message>
        <message>
            <source>按三角打开活动核对</source>
            <translation>Press the triangle to open the reconciliation</translation>
        </message>
        <message>
            <source>这些项目的报道只写到年。限定月份时，整年都在范围内才计入；逐月播放时在当年 12 月出现，单期不出现。</source>
            <translation>Reports date these projects by year only. With bounds of months they count only if the whole year lies within; when playing they appear in December, and not at all when playing monthly.</translation>
        </message>
        <message>
            <source>时间条</source>
            <translation>Time bar</translation>
        </message>
        <message>
            <source>播放（P）</source>
            <translation>Play (P)</translation>
        </message>
        <message>
            <source>上一个月（[）</source>
            <translation>Month back ([)</translation>
        </message>
        <message>
            <source>下一个月（]）</source>
            <translation>Next month (])</translation>
        </message>
        <message>
            <source>停止，回到播放之前（Esc）</source>
            <translation>Stop and go back to before (Esc)</translation>
        </message>
        <message>
            <source>累计</source>
            <translation>Cumulative</translation>
        </message>
        <message>
            <source>显示截至这个月的全部项目</source>
            <translation>Show all projects up to this month</translation>
        </message>
        <message>
            <source>单期</source>
            <translation>Monthly</translation>
        </message>
        <message>
            <source>只显示这个月的项目</source>
            <translation>Show only this month's projects</translation>
        </message>
        <message>
            <source>含日期未载</source>
            <translation>Include undated</translation>
        </message>
        <message numerus="yes">
            <source>{n} 月/秒</source>
            <translation>
                <numerusform>{n} month/s</numerusform>
                <numerusform>{n} months/s</numerusform>
            </translation>
        </message>
        <message>
            <source>正在读入台账，读完后显示日期</source>
            <translation>Reading the ledger; dates follow</translation>
        </message>
        <message>
            <source>播放的快慢；地图画完一步才走下一步</source>
            <translation>Playback speed; each step waits until the map is drawn</translation>
        </message>
        <message>
            <source>播放的快慢</source>
            <translation>Playback speed</translation>
        </message>
        <message>
            <source>暂停（P）</source>
            <translation>Pause (P)</translation>
        </message>
        <message>
            <source>暂停</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>播放</source>
            <translation>Play</translation>
        </message>
        <message numerus="yes">
            <source>仅知年份 {n} 项</source>
            <translation>
                <numerusform>{n} known only by year</numerusform>
                <numerusform>{n} known only by year</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>每秒 {n} 个月</source>
            <translation>
                <numerusform>{n} month a second</numerusform>
                <numerusform>{n} months a second</numerusform>
            </translation>
        </message>
        <message>
            <source>{first} 至 {last}</source>
            <translation>{first} to {last}</translation>
        </message>
        <message>
            <source>（</source>
            <translation>(</translation>
        </message>
        <message>
            <source>没有日期</source>
            <translation>no dates</translation>
        </message>
        <message>
            <source>全部时间</source>
            <translation>all time</translation>
        </message>
        <message>
            <source>{month} 及以前</source>
            <translation>up to {month}</translation>
        </message>
        <message>
            <source>{month} 及以后</source>
            <translation>from {month}</translation>
        </message>
        <message>
            <source>截至 {month}</source>
            <translation>up to {month}</translation>
        </message>
        <message>
            <source>请给视图起个名字。</source>
            <translation>Give the view a name.</translation>
        </message>
        <message>
            <source>{name} 不是视图文件。</source>
            <translation>{name} is not a file of views.</translation>
        </message>
        <message>
            <source>没有叫“{name}”的视图。</source>
            <translation>There is no view called “{name}”.</translation>
        </message>
        <message>
            <source>已有叫“{name}”的视图，请换个名字。</source>
            <translation>There is a view called “{name}” already; choose another name.</translation>
        </message>
        <message>
            <source>{name} 是另一个版本写的。</source>
            <translation>{name} was written by another version.</translation>
        </message>
        <message>
            <source>{name} 已损坏。</source>
            <translation>{name} is damaged.</translation>
        </message>
        <message>
            <source>{name} 大得不像视图文件。</source>
            <translation>{name} is too large to be a file of views.</translation>
        </message>
        <message>
            <source>{name} 读不出来。</source>
            <translation>{name} cannot be read.</translation>
        </message>
        <message>
            <source>视图没有存下来：{parent} 不能写入。</source>
            <translation>The view was not saved: {parent} is not writable.</translation>
        </message>
        <message>
            <source>视图“{name}”在这份台账里用不了。它问的是：{words}。{reason}</source>
            <translation>The view “{name}” cannot be used in this ledger. It asks for: {words}. {reason}</translation>
        </message>
        <message>
            <source>视图文件 {name} 已损坏。</source>
            <translation>The file of views {name} is damaged.</translation>
        </message>
        <message>
            <source>这份台账里没有叫{names}的清单；可先建一个同名的清单。</source>
            <translation>This ledger has no list called {names}; create a list of that name first.</translation>
        </message>
        <message>
            <source>筛选(&amp;L)</source>
            <translation>Fi&amp;lter</translation>
        </message>
        <message>
            <source>视图 (*.view.json)</source>
            <translation>Views (*.view.json)</translation>
        </message>
        <message>
            <source>已存视图(&amp;V)</source>
            <translation>Saved &amp;views</translation>
        </message>
        <message>
            <source>保存当前筛选(&amp;S)…</source>
            <translation>&amp;Save current filters…</translation>
        </message>
        <message>
            <source>从文件读入(&amp;I)…</source>
            <translation>&amp;Import from file…</translation>
        </message>
        <message>
            <source>保存当前筛选</source>
            <translation>Save current filters</translation>
        </message>
        <message>
            <source>名字（同名的会被替换）：</source>
            <translation>Name (one of the same name is replaced):</translation>
        </message>
        <message>
            <source>从文件读入视图</source>
            <translation>Import views</translation>
        </message>
        <message>
            <source>{files};;全部文件 (*)</source>
            <translation>{files};;All files (*)</translation>
        </message>
        <message>
            <source>视图存为文件</source>
            <translation>Save view as file</translation>
        </message>
        <message>
            <source>视图改名</source>
            <translation>Rename view</translation>
        </message>
        <message>
            <source>存为文件(&amp;O)</source>
            <translation>Save as &amp;file</translation>
        </message>
        <message>
            <source>改名(&amp;R)</source>
            <translation>&amp;Rename</translation>
        </message>
        <message>
            <source>还没有存过视图</source>
            <translation>No saved views yet</translation>
        </message>
        <message>
            <source>下一个窗格(&amp;X)</source>
            <translation>Ne&amp;xt pane</translation>
        </message>
        <message>
            <source>上一个窗格(&amp;Y)</source>
            <translation>Pre&amp;vious pane</translation>
        </message>
        <message>
            <source>打开</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>后退</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>前进</source>
            <translation>Redo</translation>
        </message>
        <message>
            <source>全图</source>
            <translation>Full extent</translation>
        </message>
        <message>
            <source>到选中</source>
            <translation>To selection</translation>
        </message>
        <message>
            <source>显示</source>
            <translation>Display</translation>
        </message>
        <message>
            <source>清除筛选</source>
            <translation>Clear filters</translation>
        </message>
        <message>
            <source>只看原文</source>
            <translation>Stated only</translation>
        </message>
        <message>
            <source>深色</source>
            <translation>Dark</translation>
        </message>
        <message>
            <source>只看选中</source>
            <translation>Only selected</translation>
        </message>
        <message>
            <source>加入清单</source>
            <translation>Add to list</translation>
        </message>
        <message>
            <source>导出选中</source>
            <translation>Export selected</translation>
        </message>
        <message>
            <source>文件(&amp;F)</source>
            <translation>&amp;File</translation>
        </message>
        <message>
            <source>编辑(&amp;E)</source>
            <translation>&amp;Edit</translation>
        </message>
        <message>
            <source>选择(&amp;S)</source>
            <translation>&amp;Select</translation>
        </message>
        <message>
            <source>地图(&amp;M)</source>
            <translation>&amp;Map</translation>
        </message>
        <message>
            <source>帮助(&amp;H)</source>
            <translation>&amp;Help</translation>
        </message>
        <message numerus="yes">
            <source>在线 {n}（有中断）</source>
            <translation>
                <numerusform>Online {n} (interrupted)</numerusform>
                <numerusform>Online {n} (interrupted)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>在线 {n}</source>
            <translation>
                <numerusform>Online {n}</numerusform>
                <numerusform>Online {n}</numerusform>
            </translation>
        </message>
        <message>
            <source>正在按需读取在线底图：{titles}</source>
            <translation>Online maps read on demand: {titles}</translation>
        </message>
        <message numerus="yes">
            <source>已选 {n:,}</source>
            <translation>
                <numerusform>{n:,} selected</numerusform>
                <numerusform>{n:,} selected</numerusform>
            </translation>
        </message>
        <message>
            <source>离线</source>
            <translation>Offline</translation>
        </message>
        <message>
            <source>本程序不连接任何网络；地图、字体与数据都在本机</source>
            <translation>This program does not connect to any network; map, fonts and data are on this machine</translation>
        </message>
        <message>
            <source>台账 (*.kxc *.db *.sqlite);;全部文件 (*)</source>
            <translation>Ledgers (*.kxc *.db *.sqlite);;All files (*)</translation>
        </message>
        <message>
            <source>未标注</source>
            <translation>not marked</translation>
        </message>
        <message>
            <source>地图存为图片</source>
            <translation>Save map as picture</translation>
        </message>
        <message>
            <source>打开台账</source>
            <translation>Open ledger</translation>
        </message>
        <message>
            <source>关于本台账</source>
            <translation>About this ledger</translation>
        </message>
        <message numerus="yes">
            <source>{projects:,} 个具名项目，出自 {n} 篇报道：</source>
            <translation>
                <numerusform>{projects:,} named projects from {n} report:</numerusform>
                <numerusform>{projects:,} named projects from {n} reports:</numerusform>
            </translation>
        </message>
        <message>
            <source>位置：原文写明园区 {stated:,}，推断到园区 {inferred:,}，仅知在科学城 {city:,}，自有坐标 {own:,}。</source>
            <translation>Positions: park stated {stated:,}, park inferred {inferred:,}, Science City only {city:,}, own coordinates {own:,}.</translation>
        </message>
        <message>
            <source>金额：{published:,} 项有公布数，{unpublished:,} 项未公布；合计只加公布数。</source>
            <translation>Amounts: {published:,} published, {unpublished:,} not; sums add up published amounts only.</translation>
        </message>
        <message>
            <source>园区范围为示意，不作边界依据。</source>
            <translation>Park footprints are schematic and do not define boundaries.</translation>
        </message>
        <message>
            <source>科学城招商地图.png</source>
            <translation>science-city-atlas.png</translation>
        </message>
        <message>
            <source>还没有日志。</source>
            <translation>There are no logs yet.</translation>
        </message>
        <message>
            <source>这个桌面没有打开文件夹的程序，日志在 {folder}。</source>
            <translation>This desktop has no program to open folders; logs are in {folder}.</translation>
        </message>
        <message>
            <source>台账版本 {version}</source>
            <translation>Ledger version {version}</translation>
        </message>
        <message>
            <source>{panel}单独成窗</source>
            <translation>{panel} in its own window</translation>
        </message>
        <message>
            <source>恢复默认布局(&amp;R)</source>
            <translation>&amp;Restore default layout</translation>
        </message>
    </context>
    <context>
        <name>page</name>
        <message>
            <source>，</source>
            <translation>, </translation>
        </message>
        <message>
            <source>科学城招商地图</source>
            <translation>Science City Atlas</translation>
        </message>
        <message>
            <source>图例</source>
            <translation>Legend</translation>
        </message>
        <message>
            <source>收起图例</source>
            <translation>Fold the legend</translation>
        </message>
        <message>
            <source>展开图例</source>
            <translation>Unfold the legend</translation>
        </message>
        <message>
            <source>虚环：位置为推断</source>
            <translation>Dashed ring: inferred</translation>
        </message>
        <message>
            <source>推断</source>
            <translation>inferred</translation>
        </message>
        <message>
            <source>虚线框：范围示意</source>
            <translation>Dashed: schematic</translation>
        </message>
        <message>
            <source>放大</source>
            <translation>Zoom in</translation>
        </message>
        <message>
            <source>缩小</source>
            <translation>Zoom out</translation>
        </message>
        <message>
            <source>看全部</source>
            <translation>Full extent</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>示意底图</source>
            <translation>Schematic base map</translation>
        </message>
        <message>
            <source>瓦片：用户文件</source>
            <translation>Tiles: your file</translation>
        </message>
        <message>
            <source>叠加：用户文件</source>
            <translation>Overlay: your file</translation>
        </message>
        <message>
            <source>绘制矢量瓦片的组件没有读到；重新运行 ./run 可补齐。</source>
            <translation>The component that draws vector tiles is missing; run ./run again to restore it.</translation>
        </message>
        <message>
            <source>z {least}～{most}</source>
            <translation>z {least}–{most}</translation>
        </message>
        <message>
            <source>园区已知，坐标未定</source>
            <translation>Parks without a position</translation>
        </message>
        <message>
            <source>核心区约 313 km²</source>
            <translation>Core area, about 313 km²</translation>
        </message>
        <message>
            <source>示意范围</source>
            <translation>schematic extent</translation>
        </message>
        <message>
            <source>仅知在科学城，无园区</source>
            <translation>Science City only, no park</translation>
        </message>
        <message>
            <source>约 {area} km²，范围示意</source>
            <translation>about {area} km², schematic</translation>
        </message>
        <message numerus="yes">
            <source>原文 {n}</source>
            <translation>
                <numerusform>stated {n}</numerusform>
                <numerusform>stated {n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>推断 {n}</source>
            <translation>
                <numerusform>inferred {n}</numerusform>
                <numerusform>inferred {n}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 项</source>
            <translation>
                <numerusform>{n} project</numerusform>
                <numerusform>{n} projects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>另有 {n} 项，请在表中查看</source>
            <translation>
                <numerusform>{n} more, see the table</numerusform>
                <numerusform>{n} more, see the table</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>其中推断 {n}</source>
            <translation>
                <numerusform>{n} inferred</numerusform>
                <numerusform>{n} inferred</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 项金额未公布</source>
            <translation>
                <numerusform>{n} without a published amount</numerusform>
                <numerusform>{n} without a published amount</numerusform>
            </translation>
        </message>
        <message>
            <source>矩形</source>
            <translation>Rectangle</translation>
        </message>
        <message>
            <source>套索</source>
            <translation>Lasso</translation>
        </message>
        <message>
            <source>圆内</source>
            <translation>Circle</translation>
        </message>
        <message>
            <source>加选：</source>
            <translation>Add: </translation>
        </message>
        <message>
            <source>减选：</source>
            <translation>Remove: </translation>
        </message>
        <message>
            <source>半径 {length}</source>
            <translation>Radius {length}</translation>
        </message>
        <message>
            <source>Σ 均未公布</source>
            <translation>Σ none published</translation>
        </message>
        <message>
            <source>松开完成，Esc 取消</source>
            <translation>Release to finish, Esc cancels</translation>
        </message>
        <message numerus="yes">
            <source>已选 {n} 项</source>
            <translation>
                <numerusform>{n} selected</numerusform>
                <numerusform>{n} selected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>已加选 {n} 项</source>
            <translation>
                <numerusform>{n} added</numerusform>
                <numerusform>{n} added</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>已减选 {n} 项</source>
            <translation>
                <numerusform>{n} removed</numerusform>
                <numerusform>{n} removed</numerusform>
            </translation>
        </message>
        <message>
            <source>共 {length}</source>
            <translation>Total {length}</translation>
        </message>
        <message>
            <source>末段 {length}</source>
            <translation>Last leg {length}</translation>
        </message>
        <message>
            <source>周长 {length}</source>
            <translation>Perimeter {length}</translation>
        </message>
        <message>
            <source>边界自相交，无法计算面积</source>
            <translation>The boundary crosses itself: no area</translation>
        </message>
        <message>
            <source>量距：点按下一点</source>
            <translation>Distance: click the next point</translation>
        </message>
        <message>
            <source>量面积：点按下一点</source>
            <translation>Area: click the next point</translation>
        </message>
        <message>
            <source>双击结束，退格撤回一点，Esc 取消</source>
            <translation>Double-click to finish, Backspace takes a point back, Esc cancels</translation>
        </message>
        <message>
            <source>没有量出结果</source>
            <translation>Nothing was measured</translation>
        </message>
        <message>
            <source>点按复制画面中心的坐标</source>
            <translation>Click to copy the coordinates of the centre</translation>
        </message>
        <message>
            <source>均未公布</source>
            <translation>none published</translation>
        </message>
        <message numerus="yes">
            <source>{n} 项未公布</source>
            <translation>
                <numerusform>{n} not published</numerusform>
                <numerusform>{n} not published</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 项中仅 {published} 项公布金额，不足半数，仍按项目数显示</source>
            <translation>
                <numerusform>{published} of {n} project published, less than half: shown by number</numerusform>
                <numerusform>Only {published} of {n} projects have a published amount, less than half: shown by number</numerusform>
            </translation>
        </message>
        <message>
            <source>圈内：已公布金额之和，亿元</source>
            <translation>In the ring: sum of published amounts, CNY bn</translation>
        </message>
        <message>
            <source>空心：金额未公布</source>
            <translation>Hollow: amount not published</translation>
        </message>
        <message numerus="yes">
            <source>Σ 不含 {n} 项未公布</source>
            <translation>
                <numerusform>Σ without {n} not published</numerusform>
                <numerusform>Σ without {n} not published</numerusform>
            </translation>
        </message>
        <message>
            <source>项目密度</source>
            <translation>Density of projects</translation>
        </message>
        <message>
            <source>投资额密度</source>
            <translation>Density of investment</translation>
        </message>
        <message>
            <source>项/km²</source>
            <translation>projects/km²</translation>
        </message>
        <message>
            <source>亿元/km²</source>
            <translation>CNY bn/km²</translation>
        </message>
        <message numerus="yes">
            <source>计入 {n} 项，均有自身坐标</source>
            <translation>
                <numerusform>{n} project counted, with own coordinates</numerusform>
                <numerusform>{n} projects counted, all with own coordinates</numerusform>
            </translation>
        </message>
        <message>
            <source>没有可计入的项目，热力图为空</source>
            <translation>No project to count: the heat map is empty</translation>
        </message>
        <message numerus="yes">
            <source>{n} 项没有自身坐标</source>
            <translation>
                <numerusform>{n} without own coordinates</numerusform>
                <numerusform>{n} without own coordinates</numerusform>
            </translation>
        </message>
        <message>
            <source>未计入：{text}</source>
            <translation>Left out: {text}</translation>
        </message>
        <message>
            <source>投资额</source>
            <translation>Investment</translation>
        </message>
        <message>
            <source>项目数</source>
            <translation>Projects</translation>
        </message>
        <message>
            <source>项</source>
            <translation>projects</translation>
        </message>
        <message>
            <source>按区县</source>
            <translation>By district</translation>
        </message>
        <message>
            <source>按园区</source>
            <translation>By park</translation>
        </message>
        <message>
            <source>分位数</source>
            <translation>Quantiles</translation>
        </message>
        <message>
            <source>等间距</source>
            <translation>Equal intervals</translation>
        </message>
        <message>
            <source>自然断点</source>
            <translation>Natural breaks</translation>
        </message>
        <message numerus="yes">
            <source>{n} 区</source>
            <translation>
                <numerusform>{n} district</numerusform>
                <numerusform>{n} districts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} 园</source>
            <translation>
                <numerusform>{n} park</numerusform>
                <numerusform>{n} parks</numerusform>
            </translation>
        </message>
        <message>
            <source>无项目</source>
            <translation>no projects</translation>
        </message>
        <message>
            <source>有项目，金额均未公布</source>
            <translation>projects, no amount published</translation>
        </message>
        <message>
            <source>有项目，面积未知</source>
            <translation>projects, area unknown</translation>
        </message>
        <message>
            <source>仅知在科学城</source>
            <translation>Science City only</translation>
        </message>
        <message>
            <source>园区坐标未定</source>
            <translation>park without position</translation>
        </message>
        <message>
            <source>在各区之外</source>
            <translation>outside all districts</translation>
        </message>
        <message>
            <source>所在园区没有范围</source>
            <translation>park without footprint</translation>
        </message>
        <message numerus="yes">
            <source>{n} 项无法归入，未计：{reasons}</source>
            <translation>
                <numerusform>{n} project could not be assigned: {reasons}</numerusform>
                <numerusform>{n} projects could not be assigned: {reasons}</numerusform>
            </translation>
        </message>
        <message>
            <source>{figure}（{size} km²）</source>
            <translation>{figure} ({size} km²)</translation>
        </message>
        <message>
            <source>底图文件缺失（{names}），项目符号不受影响；重新运行 ./run 可补齐。</source>
            <translation>Files of the base map are missing ({names}); project symbols are not affected. Run ./run again to restore them.</translation>
        </message>
        <message>
            <source>、</source>
            <translation>, </translation>
        </message>
        <message>
            <source>{sentence}（{reason}）</source>
            <translation>{sentence} ({reason})</translation>
        </message>
        <message>
            <source>放置：{title}</source>
            <translation>Place: {title}</translation>
        </message>
        <message>
            <source>{scope}将记为</source>
            <translation>{scope} will be marked</translation>
        </message>
        <message>
            <source>人工</source>
            <translation>by hand</translation>
        </message>
        <message>
            <source>在地图空白处松开才会放下，松在这里则取消</source>
            <translation>Release on empty map to put it down; released here it is cancelled</translation>
        </message>
        <message>
            <source>松开放下，Esc 取消</source>
            <translation>Release to put it down, Esc cancels</translation>
        </message>
        <message>
            <source>方向键移动（Shift 微移），Enter 或点击放下，Esc 取消</source>
            <translation>Arrow keys move (Shift: finely), Enter or a click puts it down, Esc cancels</translation>
        </message>
        <message>
            <source>拖到地图上即人工定位</source>
            <translation>Drag onto the map to place by hand</translation>
        </message>
        <message>
            <source>含各园区</source>
            <translation>includes all parks</translation>
        </message>
        <message numerus="yes">
            <source>{name}等 {n} 个园区</source>
            <translation>
                <numerusform>{name}, {n} park</numerusform>
                <numerusform>{name} and others: {n} parks</numerusform>
            </translation>
        </message>
        <message>
            <source>{date}（计划）</source>
            <translation>{date} (planned)</translation>
        </message>
        <message numerus="yes">
            <source>{n} 个项目</source>
            <translation>
                <numerusform>{n} project</numerusform>
                <numerusform>{n} projects</numerusform>
            </translation>
        </message>
        <message>
            <source>截至 {month}</source>
            <translation>up to {month}</translation>
        </message>
        <message>
            <source>筛选：{words}</source>
            <translation>Filters: {words}</translation>
        </message>
        <message>
            <source>说明与来源</source>
            <translation>About and sources</translation>
        </message>
        <message>
            <source>搜索项目、单位、园区、阶段</source>
            <translation>Search projects, organisations, parks, stages</translation>
        </message>
        <message>
            <source>按产业筛选</source>
            <translation>Filter by industry</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>项目清单</source>
            <translation>List of projects</translation>
        </message>
        <message>
            <source>有落点 {placed} 个，披露金额 {published} 个</source>
            <translation>{placed} with a position, {published} with a published amount</translation>
        </message>
        <message numerus="yes">
            <source>未落点 {n} 个</source>
            <translation>
                <numerusform>{n} without a position</numerusform>
                <numerusform>{n} without a position</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{name}：{n} 个</source>
            <translation>
                <numerusform>{name}: {n}</numerusform>
                <numerusform>{name}: {n}</numerusform>
            </translation>
        </message>
        <message>
            <source>没有符合条件的项目</source>
            <translation>No project passes the filters</translation>
        </message>
        <message>
            <source>清除条件</source>
            <translation>Clear filters</translation>
        </message>
        <message>
            <source>坐标未定</source>
            <translation>position not determined</translation>
        </message>
        <message>
            <source>金额未披露</source>
            <translation>amount not published</translation>
        </message>
        <message>
            <source>项目详情</source>
            <translation>Project</translation>
        </message>
        <message>
            <source>在地图上看</source>
            <translation>Show on map</translation>
        </message>
        <message>
            <source>图例怎么读</source>
            <translation>How to read the legend</translation>
        </message>
        <message>
            <source>圆环：一处的项目按产业分段，圈内是个数；放大后逐个显示。</source>
            <translation>Rings: the projects of one place by industry, their number inside; one by one when zoomed in.</translation>
        </message>
        <message>
            <source>园区已知而坐标未定的，列在地图旁，不画到图上。</source>
            <translation>Where the park is known but not its position, it is listed beside the map, not drawn.</translation>
        </message>
        <message>
            <source>空心：只有计划的阶段。点线：推断，不是材料写明的。</source>
            <translation>Hollow: planned stages only. Dotted: inferred, not printed.</translation>
        </message>
        <message>
            <source>地图数据没有读到，显示的可能不是最新结果。</source>
            <translation>Map data could not be read; what is shown may not be the latest result.</translation>
        </message>
        <message>
            <source>这里的项目清单没有读到。</source>
            <translation>The list of projects here could not be read.</translation>
        </message>
        <message>
            <source>{area}（{mu} 亩）</source>
            <translation>{area} ({mu} mu)</translation>
        </message>
        <message>
            <source>边界、水系、范围均为示意，不作为划界依据。</source>
            <translation>Boundaries, waters and extents are schematic and do not define boundaries.</translation>
        </message>
        <message>
            <source>行政区划 © 天地图</source>
            <translation>Districts © Tianditu</translation>
        </message>
        <message>
            <source>package MIT; data under the terms of 天地图</source>
            <translation>package MIT; data under the terms of Tianditu</translation>
        </message>
        <message>
            <source>水系按区界绘制，界外参照 GSHHG</source>
            <translation>Rivers after district borders, beyond after GSHHG</translation>
        </message>
        <message>
            <source>地名 © GeoNames（CC BY 4.0）</source>
            <translation>Place names © GeoNames (CC BY 4.0)</translation>
        </message>
        <message>
            <source>轨道 1 号线：公开站点位置</source>
            <translation>Rail line 1: public positions of stations</translation>
        </message>
        <message>
            <source>核心区 313 km² 示意范围</source>
            <translation>Core area of 313 km², schematic extent</translation>
        </message>
    </context>
</TS>
