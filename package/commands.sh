# shellcheck shell=sh
# The part of ./run that makes packages and tries them; read by it when one is asked for.

# Programs that making a package takes, then those that trying it takes: name, then the Debian package that has it.
programs_of_packing='objdump binutils xz xz-utils'
programs_of_trial='
debootstrap debootstrap
Xvfb xvfb
lintian lintian
desktop-file-validate desktop-file-utils
appstreamcli appstream
unshare util-linux'

missing_programs() {
    # shellcheck disable=SC2086 # pairs of words
    set -- $1
    while [ $# -gt 0 ]; do
        if ! PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null; then echo "$2"; fi
        shift 2
    done
}

# A Python of the system is frozen with its library, which Debian keeps in a package of its own.
missing_libpython() {
    "$python" - <<'END'
import os, sysconfig
name = sysconfig.get_config_var("INSTSONAME") or ""
places = [sysconfig.get_config_var("LIBDIR") or "", os.path.join("/usr/lib", sysconfig.get_config_var("MULTIARCH") or "")]
if ".so" in name and not any(os.path.exists(os.path.join(place, name)) for place in places):
    print("libpython" + sysconfig.get_python_version())
END
}

# Every library the packaged program may load must be here, so that its Debian package can be named.
missing_for_packing() {
    missing_programs "$programs_of_packing"
    missing_of "$libraries_of_qt $libraries_of_x11 $libraries_of_wayland libwayland-egl.so.1 libwayland-egl1"
    missing_libpython
}

# need_for_packing [trial]: the environment first, then what it takes to freeze and to try.
need_for_packing() {
    if ! command -v dpkg-query >/dev/null; then
        fail "只能在 Debian 系的系统上打 .deb 包（需要 dpkg）。A .deb is made on Debian and its kin only: dpkg is missing here."
    fi
    set_up qt
    need_writable
    need_system packing "$@"
}

# What freezes the program stays in a folder of its own, beside the environment it freezes.
build_packages() {
    need_for_packing
    tools=$here/build/package/tools
    if ! [ -f "$tools/stamp" ] || [ "$(cat "$tools/stamp")" != "$(sum_of "$here/requirements/package.txt")" ]; then
        rm -rf "$tools"
        step 3 "下载打包工具"
        pip_install --target "$tools" -r "$here/requirements/package.txt"
        sum_of "$here/requirements/package.txt" >"$tools/stamp"
    fi
    (cd "$here" && PYTHONPATH=$here:$tools nice "$python" -m package "$@")
}

# The whole trial; what passed is noted in package/tried.sum, which .ci/run compares.
test_packages() {
    if [ "$(id -u)" != 0 ]; then
        fail "package-test 要以 root 运行（它在一个空白的 Debian 12 里安装并使用安装包）。Run package-test as root: it installs the package into a bare Debian 12."
    fi
    need_for_packing trial
    build_packages --quick
    run_tests "$here/tests/unit/package" "$@"
    "$here/package/trial" "$(ls -t "$here"/dist/*.deb | head -n 1)"
    (cd "$here" && "$python" -m package.tried --write)
}
