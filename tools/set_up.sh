#!/bin/sh
# Make .venv with everything that running, testing and measuring need; install what the system lacks.
set -eu

APT_OFFSCREEN="libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon0 fonts-dejavu-core"
APT_WINDOW="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1
    libxcb-render-util0 libxcb-image0 libxkbcommon-x11-0"

say() { printf '%s\n' "$*" >&2; }

# Install Debian packages, or say in one line which are missing and stop.
apt_install() {
    if ! command -v apt-get >/dev/null; then
        say "Please install what corresponds to these Debian packages, then try again: $*"
        exit 1
    fi
    as_root=""
    if [ "$(id -u)" -ne 0 ]; then as_root="sudo -n"; fi
    say "Installing from the system's packages: $*"
    if ! { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        $as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }; then
        say "Please run this, then try again: sudo apt-get install $*"
        exit 1
    fi
}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.14 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
            2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    say "Annotator needs Python 3.11 to 3.14; please install one, or name it: make PYTHON=/path/to/python"
    exit 1
}

qt_starts() {
    QT_QPA_PLATFORM="$1" .venv/bin/python -c 'from PySide6.QtWidgets import QApplication; QApplication([])' \
        >/dev/null 2>&1
}

python=$(find_python)
if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        apt_install "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    fi
    "$python" -m venv --clear .venv
fi
# Dependency groups need pip 25.1.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --upgrade pip
.venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
    --editable . --group dev

# shellcheck disable=SC2086 # the lists are words
qt_starts offscreen || apt_install $APT_OFFSCREEN
if [ -n "${DISPLAY:-}" ]; then
    # shellcheck disable=SC2086
    qt_starts xcb || apt_install $APT_WINDOW
fi
qt_starts offscreen || {
    say "Qt does not start on this machine. To see which library is missing: QT_DEBUG_PLUGINS=1 .venv/bin/annotator"
    exit 1
}
touch .venv/ready
