#!/bin/sh
# Speaks sops' command line as far as it is used: --decrypt --output-type json FILE.
# A file names what is to happen in its "test" line; its document is in base64, and
# not encrypted.
[ "$1 $2 $3" = "--decrypt --output-type json" ] && [ $# -eq 4 ] || exit 100
[ -r "$4" ] || exit 2
case $(/bin/sed -n 's/^test: //p' "$4") in
  no-key)
    echo "Failed to get the data key required to decrypt the SOPS file: hunter2" >&2
    exit 128 ;;
  tampered)
    echo "MAC mismatch. File has hunter2" >&2
    exit 51 ;;
  broken)
    exit 1 ;;
  document)
    /bin/sed -n 's/^sealed: //p' "$4" | /usr/bin/base64 -d ;;
  environment)
    echo "{\"env\": \"$(/usr/bin/env | /usr/bin/sort | /usr/bin/tr '\n' ' ')\"}" ;;
  *)
    echo '{"password": "hunter2", "id": 12345678901234567890, "users": [{"name": "ada"}]}' ;;
esac
