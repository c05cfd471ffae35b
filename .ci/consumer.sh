#!/usr/bin/env bash
# Builds the README's example as a stranger would, from its snippets and nothing else, tests it by the kit for tests, and runs
# it: once on the class path, once on the module path. Needs Maven, JAVA_HOME (17 or later) and curl.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
server=
cleanup() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Prints the fenced block that follows a marker in the README.
snippet() {
    awk -v marker="<!-- snippet: $1 -->" '
        index($0, marker)       { found = 1; next }
        found && /^```/         { if (inside) exit; inside = 1; next }
        inside                  { print }
    ' README.md | grep . || fail "README.md: no snippet $1"
}

# A local repository to be thrown away, so that no snapshot of ours stays in the user's own. What the user's holds of
# others is linked into it, else every run would download it all again.
link_repository() {
    local own=${HOME}/.m2/repository
    mkdir -p "$work/repository/dev"
    [ -d "$own" ] || return 0
    find "$own" -mindepth 1 -maxdepth 1 ! -name dev -exec ln -s -t "$work/repository" {} +
    [ ! -d "$own/dev" ] || find "$own/dev" -mindepth 1 -maxdepth 1 ! -name dunlin -exec ln -s -t "$work/repository/dev" {} +
}

maven() {
    mvn -B -ntp -q -Dmaven.repo.local="$work/repository" "$@"
}

# Starts the command given, waits for its ready line, asks it, stops it.
ask() {
    local url=
    "$@" >"$work/out" 2>"$work/err" &
    server=$!
    for _ in $(seq 100); do
        url=$(grep -om1 'http://[^ ]*' "$work/out" || true)
        [ -z "$url" ] || break
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    if [ -z "$url" ]; then
        cat "$work/out" "$work/err" >&2
        fail "the example does not listen"
    fi
    local answer
    answer=$(curl -sS --fail --max-time 10 "$url")
    kill "$server"
    wait "$server" || true
    server=
    case $answer in
        *Hello*) printf '%s answered: %s\n' "$url" "$answer" ;;
        *) fail "an unexpected answer: $answer" ;;
    esac
}

java=${JAVA_HOME:?}/bin/java
link_repository
maven install -pl http-core -am -DskipTests -DskipITs -Djacoco.skip

project=$work/hello
mkdir -p "$project/src/main/java" "$project/src/test/java"
snippet dependency >"$work/dependency.xml"
snippet testing-dependency >"$work/testing-dependency.xml"
sed -e "/<!-- dependency -->/{r $work/dependency.xml" -e 'd}' \
    -e "/<!-- testing-dependency -->/{r $work/testing-dependency.xml" -e 'd}' .ci/consumer/pom.xml >"$project/pom.xml"
snippet Hello.java >"$project/src/main/java/Hello.java"
cp .ci/consumer/HelloTest.java "$project/src/test/java"

echo "class path:"
maven -f "$project" package
ask "$java" -cp "$project/target/classes:$project/target/lib/*" Hello 0
[ -z "$(find "$project/target/lib" -name '*testing*')" ] || fail "production carries the kit for tests"

echo "module path:"
# A module has no unnamed package.
for source in main/java/Hello.java test/java/HelloTest.java; do
    packaged=$project/src/$(dirname "$source")/hello
    mkdir "$packaged"
    {
        echo "package hello;"
        cat "$project/src/$source"
    } >"$packaged/$(basename "$source")"
    rm "$project/src/$source"
done
echo "module hello { requires dev.dunlin.http; }" >"$project/src/main/java/module-info.java"
maven -f "$project" clean package
ask "$java" -p "$project/target/classes:$project/target/lib" -m hello/hello.Hello 0
