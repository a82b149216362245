// The trampoline for aarch64: same batches, flags and addresses as x86-64.s, which explains them. Only the numbers of the
// system calls inside a batch differ.
//
// Assemble:  aarch64-linux-gnu-as -o t.o aarch64.s && aarch64-linux-gnu-ld -Ttext=0x4000b0 -o t t.o
//            && aarch64-linux-gnu-objcopy -O binary -j .text t t.bin
.globl _start
.set SOCKET, 1000
.set BUFFER, 0x410000
.set BUFFER_SIZE, 0x40000
.set SYS_read, 63
.set SYS_write, 64
.set SYS_exit_group, 94

_start:
  mov  x19, #BUFFER
receive:
  mov  x0, #SOCKET
  mov  x1, x19
  mov  x2, #BUFFER_SIZE
  mov  x8, #SYS_read
  svc  #0
  cmp  x0, #0
  b.le driver_gone
  add  x20, x19, #16       // x20: the entry at hand
next:
  ldr  x8, [x20]
  cmn  x8, #1
  b.eq reply
  ldp  x0, x1, [x20, #8]
  ldp  x2, x3, [x20, #24]
  ldp  x4, x5, [x20, #40]
  ldr  x9, [x20, #56]      // flags | out << 8; all registers but x0 survive a system call
  tbz  w9, #3, 1f
  ldr  x0, [x0]
1:tbz  w9, #4, 2f
  ldr  x1, [x1]
2:tbz  w9, #5, 3f
  ldr  x2, [x2]
3:tbz  w9, #6, 4f
  ldr  x3, [x3]
4:tbz  w9, #7, 5f
  ldr  x4, [x4]
5:svc  #0
  str  x0, [x20]
  lsr  x10, x9, #8
  cbz  x10, no_out
  str  x0, [x10]
no_out:
  cbz  x0, step_done       // also the child of a clone
  tbnz x0, #63, failed
  tbz  w9, #2, no_branch
  mov  x20, x5
  b    next
no_branch:
  tbz  w9, #1, step_done
  mov  w21, #1             // reply once, then exit
  b    send
failed:
  tbnz w9, #0, reply
step_done:
  add  x20, x20, #64
  b    next
reply:
  mov  w21, #0
send:
  str  x20, [x19, #8]
  mov  x0, #SOCKET
  mov  x1, x19
  ldr  x2, [x19]
  mov  x8, #SYS_write
  svc  #0
  cbz  w21, receive
  mov  x0, #0
  b    exit
driver_gone:
  mov  x0, #111
exit:
  mov  x8, #SYS_exit_group
  svc  #0
