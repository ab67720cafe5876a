#!/usr/bin/env bash
# A real S3, Ceph's RADOS Gateway, on loopback and in memory, for as long as a command runs:
#   scripts/ceph.sh npx vitest run test/stores
# The command finds it by TEST_S3_ENDPOINT, TEST_S3_ACCESS_KEY and TEST_S3_SECRET_KEY. Without a command it serves
# until Ctrl-C. Needs Debian's ceph-mon, ceph-mgr, ceph-osd and radosgw; leaves nothing behind.
set -euo pipefail

for program in ceph ceph-mon ceph-mgr ceph-osd radosgw radosgw-admin; do
  command -v "$program" >/dev/null || { echo "$program is missing: apt-get install ceph-mon ceph-mgr ceph-osd radosgw" >&2; exit 69; }
done

began=$SECONDS
folder=$(mktemp -d -t muzhack-ceph-XXXXXX)
export CEPH_CONF=$folder/ceph.conf
export TEST_S3_ACCESS_KEY=muzhack-test TEST_S3_SECRET_KEY=secret-of-the-tests
started=()

stop() {
  status=$?
  trap - EXIT
  # The monitor is the first to start and the last to be needed.
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do kill "${started[i]}" 2>/dev/null || true; done
  for _ in {1..50}; do
    kill -0 "${started[@]}" 2>/dev/null || break
    sleep 0.1
  done
  kill -9 "${started[@]}" 2>/dev/null || true
  wait "${started[@]}" 2>/dev/null || true
  rm -rf "$folder"
  exit "$status"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

fail() {
  echo "Ceph does not start: $1" >&2
  tail -n 20 "$folder"/*.log >&2
  exit 70
}

launch() {
  local name=$1
  "$@" -f -c "$CEPH_CONF" >"$folder/$name.log" 2>&1 &
  started+=($!)
}

# until_true SECONDS WHAT COMMAND…
until_true() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || fail "$what"
    kill -0 "${started[@]}" 2>/dev/null || fail "$what"
    sleep 0.2
  done
}

free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
}

monitor=127.0.0.1:$(free_port)
gateway=127.0.0.1:$(free_port)
export TEST_S3_ENDPOINT=http://$gateway
id=$(cat /proc/sys/kernel/random/uuid)
mkdir "$folder"/{mon,mgr,osd,rgw}

cat >"$CEPH_CONF" <<CONF
[global]
fsid = $id
mon initial members = a
mon host = v2:$monitor/0
public network = 127.0.0.0/8
cluster network = 127.0.0.0/8
ms bind ipv6 = false
keyring = $folder/keyring
run dir = $folder
admin socket = $folder/\$name.asok
pid file =
log file =
log to stderr = true
crash dir = $folder
auth allow insecure global id reclaim = false
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon data avail crit = 1
[mon]
mon data = $folder/mon
[mgr]
mgr data = $folder/mgr
mgr initial modules =
[osd]
osd data = $folder/osd
osd objectstore = memstore
memstore device bytes = 4294967296
[client.rgw.a]
rgw data = $folder/rgw
rgw frontends = beast endpoint=$gateway
CONF

keyring() { ceph-authtool "$folder/keyring" --gen-key "$@" >/dev/null; }
keyring --create-keyring -n mon. --cap mon 'allow *'
keyring -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
keyring -n mgr.a --cap mon 'allow profile mgr' --cap osd 'allow *'
keyring -n client.rgw.a --cap mon 'allow rwx' --cap osd 'allow rwx'
monmaptool --create --fsid "$id" --addv a "[v2:$monitor]" "$folder/monmap" >/dev/null
ceph-mon --mkfs -i a --monmap "$folder/monmap" --keyring "$folder/keyring" 2>"$folder/mkfs.log" || fail 'no monitor'

launch ceph-mon -i a
launch ceph-mgr -i a
key=$(ceph-authtool --gen-print-key)
osd=$(cat /proc/sys/kernel/random/uuid)
echo "{\"cephx_secret\": \"$key\"}" >"$folder/secret"
ceph --connect-timeout 30 osd new "$osd" -i "$folder/secret" >/dev/null 2>"$folder/osd-new.log" || fail 'the monitor does not answer'
ceph-authtool "$folder/keyring" -n osd.0 --add-key "$key" >/dev/null
ceph-osd -i 0 --mkfs --osd-uuid "$osd" >"$folder/mkfs.log" 2>&1 || fail 'no object storage'
launch ceph-osd -i 0
timeout 60 radosgw-admin -n client.rgw.a user create --uid=muzhack --display-name=MuzHack \
  --access-key="$TEST_S3_ACCESS_KEY" --secret-key="$TEST_S3_SECRET_KEY" >/dev/null 2>"$folder/user.log" || fail 'no user'
launch radosgw -n client.rgw.a
until_true 60 'the gateway does not answer' curl -fsS "$TEST_S3_ENDPOINT"
echo "Ceph $(radosgw --version | cut -d' ' -f3) answers on $TEST_S3_ENDPOINT after $((SECONDS - began)) s"

if (($# > 0)); then
  "$@"
else
  env | grep ^TEST_S3_
  wait "${started[@]}"
fi
