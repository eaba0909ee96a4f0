; Inno Setup 6: makes an installer of the folder that PyInstaller made. Written and reviewed, but not built or tried by the
; project's own machines, which run Linux: see docs/packaging.md.
;   iscc /DVersion=0.1.0 package\windows\atlas.iss
#ifndef Version
  #error Version is missing: iscc /DVersion=...
#endif
#define Name "科学城招商地图"
#define Exe "science-city-atlas.exe"

[Setup]
AppId={{5B0C7C1E-52C0-4A55-9E0D-4B5843310001}
AppName={#Name}
AppVersion={#Version}
AppPublisher=Science City Atlas contributors
DefaultDirName={autopf}\Science City Atlas
DefaultGroupName={#Name}
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir=..\..\dist
OutputBaseFilename=science-city-atlas-{#Version}-windows-x64
SetupIconFile=..\..\build\package\icons\atlas.ico
UninstallDisplayIcon={app}\{#Exe}
LicenseFile=..\..\LICENSE
Compression=lzma2/max
SolidCompression=yes
ChangesAssociations=yes
CloseApplications=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Files]
; The folder is replaced as a whole; ledgers lie in the person's own data folder and are not touched.
Source: "..\..\build\package\dist\science-city-atlas\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\{#Exe}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Exe}"; Tasks: desktop

[Tasks]
Name: desktop; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Registry]
Root: HKA; Subkey: "Software\Classes\.kxc"; ValueType: string; ValueData: "ScienceCityAtlas.Ledger"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\ScienceCityAtlas.Ledger"; ValueType: string; ValueData: "科学城招商地图台账"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\ScienceCityAtlas.Ledger\DefaultIcon"; ValueType: string; ValueData: "{app}\{#Exe},0"
Root: HKA; Subkey: "Software\Classes\ScienceCityAtlas.Ledger\shell\open\command"; ValueType: string; ValueData: """{app}\{#Exe}"" ""%1"""

[Run]
Filename: "{app}\{#Exe}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent
