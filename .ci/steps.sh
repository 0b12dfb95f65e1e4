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
  local name=$1 start=$SECONDS
  shift
  printf '\n=== %s: %s\n' "$name" "$*"
  if "$@" </dev/null; then
    passed=$((passed + 1))
    printf -- '--- %s passed in %d s\n' "$name" $((SECONDS - start))
  else
    failed+=("$name")
    printf -- '--- %s FAILED after %d s\n' "$name" $((SECONDS - start))
  fi
  times+=" $name $((SECONDS - start)),"
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
