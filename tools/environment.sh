# Sourced before Qt starts: where there is no display, Qt has to draw offscreen, or it aborts.
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ] && [ "$(uname)" = Linux ]; then
    export QT_QPA_PLATFORM=offscreen
fi
