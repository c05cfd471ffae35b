# For scripts to source: prints the home of the first JDK with the given major version, and returns 1 if there is none.
find_jdk() {
    local major=$1 name home
    local homes=()
    for name in "${!JAVA_HOME@}"; do
        homes+=("${!name}")
    done
    homes+=(/usr/lib/jvm/*)
    if command -v javac >/dev/null; then
        homes+=("$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")")
    fi
    for home in "${homes[@]}"; do
        # javac, because a runtime without a compiler would not do.
        case $("$home/bin/javac" -version 2>/dev/null) in
            "javac $major" | "javac $major"[.-]*)
                printf '%s\n' "$home"
                return
                ;;
        esac
    done
    return 1
}
