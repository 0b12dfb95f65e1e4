# What both parts of CI are made of: steps that are timed and counted, and the tests with nothing skipped.

export CI=1 NO_COLOR=1 LIANLIAN_TEST_REQUIRE_ALL=1
# A connection to the registry that stalls is given up and made again, before npm's own five minutes.
export npm_config_fetch_timeout=20000 npm_config_fetch_retries=5
unset FORCE_COLOR
mkdir -p artifacts

passed=0
failed=()
times=''

# step NAME COMMAND...: runs a check, and goes on whatever becomes of it.
step() {
  local name=$1 start=$SECONDS result=0
  shift
  printf '\n=== %s: %s\n' "$name" "$*"
  "$@" </dev/null || result=$?
  ended "$name" $((SECONDS - start)) $result
}

# begin NAME COMMAND...: a check that leaves a core to the steps that follow it, to the next `finish`.
begun=()
begin() {
  local name=$1
  shift
  printf '\n=== %s begins: %s\n' "$name" "$*"
  (
    SECONDS=0 result=0
    "$@" </dev/null >"artifacts/$name.out" 2>&1 || result=$?
    echo $SECONDS >"artifacts/$name.seconds"
    exit $result
  ) &
  begun+=("$name $!")
}

# finish: waits for what was begun, and shows what it said.
finish() {
  local each name pid result
  for each in "${begun[@]}"; do
    read -r name pid <<<"$each"
    result=0
    wait "$pid" || result=$?
    printf '\n=== %s\n' "$name"
    cat "artifacts/$name.out"
    ended "$name" "$(cat "artifacts/$name.seconds")" $result
  done
  begun=()
}

# ended NAME SECONDS RESULT: counts a check.
ended() {
  if [ "$3" = 0 ]; then
    passed=$((passed + 1))
    printf -- '--- %s passed in %d s\n' "$1" "$2"
  else
    failed+=("$1")
    printf -- '--- %s FAILED after %d s\n' "$1" "$2"
  fi
  times+=" $1 $2,"
}

# tests NAME COMMAND...: runs tests, of which none may be skipped.
tests() {
  local log=artifacts/$1.log
  shift
  "$@" 2>&1 | tee "$log" && ! grep -E '^ *Tests +.*(skipped|todo)' "$log"
}

# The last lines: the time of each step in seconds, the tests of each step, and the counts.
report() {
  printf '\nSeconds:%s all %d\n' "$times" "$SECONDS"
  grep -hE '^ *Tests +' artifacts/*.log | sed -E 's/^ +//' || true
  printf 'Steps: %d passed, %d failed\n' "$passed" ${#failed[@]}
  [ ${#failed[@]} -eq 0 ] || printf 'Failed: %s\n' "${failed[*]}"
  [ ${#failed[@]} -eq 0 ]
}
