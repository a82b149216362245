# The trampoline for x86-64: reads batches of system calls from descriptor 1000, executes them in order, writes the results back.
#
# A batch is   [reply length : 8] [address of the entry it stopped at : 8]   then entries of 64 bytes
#              { number, a1 .. a6, flags | out << 8 }   ended by number = -1, then whatever the arguments point to.
# The result replaces the number; if out is not 0 it is also stored at that address.
# Flags   1    stop and reply if the call fails
#         2    the parent of a clone replies and exits
#         4    the parent of a clone goes on at the entry whose address is a6
#         8, 16, 32, 64, 128    a1 .. a5 is the address of the argument, not the argument
#
# Assemble:  as -o t.o x86-64.s && ld -Ttext=0x4000b0 -o t t.o && objcopy -O binary -j .text t t.bin
.intel_syntax noprefix
.globl _start
.set SOCKET, 1000
.set BUFFER, 0x410000
.set BUFFER_SIZE, 0x40000
.set SYS_read, 0
.set SYS_write, 1
.set SYS_exit_group, 231

_start:
receive:
  xor eax, eax             # SYS_read
  mov edi, SOCKET
  mov esi, BUFFER
  mov edx, BUFFER_SIZE
  syscall
  test eax, eax
  jle driver_gone
  mov ebx, BUFFER+16       # rbx: the entry at hand
next:
  mov rax, [rbx]
  cmp rax, -1
  je reply
  mov rdi, [rbx+8]
  mov rsi, [rbx+16]
  mov rdx, [rbx+24]
  mov r10, [rbx+32]
  mov r8, [rbx+40]
  mov r9, [rbx+48]
  mov rbp, [rbx+56]        # flags | out << 8; rbx and rbp survive a system call
  test bpl, 8
  jz 1f
  mov rdi, [rdi]
1:test bpl, 16
  jz 2f
  mov rsi, [rsi]
2:test bpl, 32
  jz 3f
  mov rdx, [rdx]
3:test bpl, 64
  jz 4f
  mov r10, [r10]
4:test bpl, 128
  jz 5f
  mov r8, [r8]
5:syscall
  mov [rbx], rax
  mov rcx, rbp
  shr rcx, 8
  jz no_out
  mov [rcx], rax
no_out:
  test rax, rax
  js failed
  jz step_done             # also the child of a clone
  test bpl, 4
  jz no_branch
  mov rbx, r9
  jmp next
no_branch:
  test bpl, 2
  jz step_done
  mov r15d, 1              # reply once, then exit
  jmp send
failed:
  test bpl, 1
  jnz reply
step_done:
  add rbx, 64
  jmp next
reply:
  xor r15d, r15d
send:
  mov eax, SYS_write
  mov edi, SOCKET
  mov esi, BUFFER
  mov [rsi+8], rbx
  mov edx, [rsi]
  syscall
  test r15d, r15d
  jz receive
  xor edi, edi
  jmp exit
driver_gone:
  mov edi, 111
exit:
  mov eax, SYS_exit_group
  syscall
