#!/bin/bash
# Stands in for runc in the builder: lays the machine's apt settings (LAB_APT) over those of the image while a
# build step runs. They are mounts, so proxies and passwords never become part of an image.
previous=''
bundle=''
for argument in "$@"; do
  [[ $previous != --bundle ]] || bundle=$argument
  previous=$argument
done
if [[ -f $bundle/config.json ]]; then
  root=$(jq -r .root.path "$bundle/config.json")
  for path in "$LAB_APT"/*; do
    target=/etc/apt/${path##*/}
    # only over what is there: runc would create a missing mount point in the image
    [[ -e $root$target ]] || continue
    jq --arg from "$path" --arg to "$target" \
      '.mounts += [{destination: $to, type: "bind", source: $from, options: ["rbind", "ro"]}]' \
      "$bundle/config.json" >"$bundle/config.json.lab" && mv "$bundle/config.json.lab" "$bundle/config.json"
  done
fi
exec "$LAB_RUNC" "$@"
