#!/bin/sh
# First program of the lab's virtual machine (/init of the initramfs). Mounts, loads modules, runs the lab's program, powers off.
export PATH=/usr/bin:/bin:/sbin HOME=/root
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts && mount -t devpts pts /dev/pts
hostname keyready-lab
ip link set lo up
while read -r module; do insmod "$module" || echo "lab: $module did not load"; done < /etc/lab-modules
# The results port carries JSON: no echo, no translation of line ends.
stty -F /dev/ttyS1 raw -echo
echo "lab: up after $(cut -d' ' -f1 /proc/uptime) s"
program=$(sed 's/.*lab\.program=\([^ ]*\).*/\1/' /proc/cmdline)
# Each virtual key waits for the kernel on a thread of its own (virtual-key/plug-in.ts).
cd "$(cat /etc/lab-project)" && UV_THREADPOOL_SIZE=64 node "$program"
echo "lab: $program ended with $?"
sync
poweroff -f
