# Sourced by app/run and tests/run: installs what is missing, configures and builds.
# Sets `build` to the build folder.

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }
fail() {
    printf 'Error: %s\n' "$*" >&2
    exit 1
}

packages_build="g++ cmake ninja-build ccache pkg-config mold
 qt6-base-dev qt6-base-dev-tools qt6-multimedia-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools
 qt6-l10n-tools linguist-qt6 libgl1-mesa-dev libboost-dev
 qt6-websockets-dev qtkeychain-qt6-dev libssl-dev libcurl4-openssl-dev libmsgpack-cxx-dev
 libheif-dev libzip-dev libavformat-dev libavcodec-dev libavutil-dev libswscale-dev libswresample-dev"
packages_run="libqt6sql6-sqlite libqt6svg6 qt6-image-formats-plugins libsecret-1-0 gstreamer1.0-plugins-base
 gstreamer1.0-plugins-good gstreamer1.0-libav fonts-noto-core fonts-noto-mono fonts-noto-color-emoji"
packages_test="python3 xvfb xauth openbox xdotool imagemagick dbus dbus-x11 gnome-keyring libsecret-tools nodejs npm zsh fish mandoc
 clang libclang-rt-14-dev curl"

# install_packages NAME...: only those that are missing, by apt, as root or through sudo.
install_packages() {
    local missing=() package
    for package in "$@"; do
        # nodejs may come from elsewhere than Debian; the command is what counts.
        case $package in
        nodejs) command -v node >/dev/null 2>&1 && continue ;;
        npm) command -v npm >/dev/null 2>&1 && continue ;;
        esac
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || fail "these packages are missing and there is no sudo to install them: ${missing[*]}"
        root=(sudo)
    fi
    say "Installing ${#missing[@]} missing packages"
    "${root[@]}" apt-get update -q || fail "apt-get update did not work; is the network there?"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" \
        || fail "could not install: ${missing[*]}"
}

# build_preset NAME [TARGET...]: configures (when needed) and builds.
build_preset() {
    local preset=$1
    shift
    build=$(dirname "$PWD")/$(basename "$PWD")-build/$preset
    mkdir -p "$build" 2>/dev/null || fail "cannot make the build folder $build"
    if [ ! -f "$build/build.ninja" ]; then
        say "Configuring ($preset) into $build"
        cmake --preset "$preset" >"$build/configure.log" 2>&1 || {
            tail -n 40 "$build/configure.log" >&2
            fail "configuring did not work; the whole output is in $build/configure.log"
        }
    fi
    say "Building ($preset)"
    local targets=()
    [ $# -gt 0 ] && targets=(--target "$@")
    cmake --build --preset "$preset" "${targets[@]}" || fail "the build did not work; see above"
}
