package io.jdock.libcontainer.seccomp;

/**
 * The numbers of x86-64 and x32, which share an architecture code: a number with bit 30 set is x32's. Numbers beyond all tables
 * are judged the same way, as nothing keeps a program from trying them.
 */
final class X86Ranges {

    private static final int BEYOND_X86_64 = 0x80000000;
    private static final int BEYOND_X32 = 0xc0000000;

    /** What a tracer sets to have a call skipped; the kernel then asks the filter about it. */
    private static final int NO_CALL = -1;

    private X86Ranges() {}

    /** Without x32, whose calls are then calls of an unknown convention. */
    static Ranges alone(AbiRules x86) {
        Verdict foreign = Verdict.always(Action.KILL_PROCESS);
        Ranges ranges = x86.ranges();
        ranges.add(Abi.X32_BIT, foreign);
        ranges.add(BEYOND_X86_64, x86.knowsWhatIsNewer() ? x86.beyond() : foreign);
        ranges.add(BEYOND_X32, foreign);
        ranges.add(NO_CALL, Verdict.always(x86.byDefault()));
        return ranges;
    }

    static Ranges together(AbiRules x86, AbiRules x32) {
        Ranges ranges = x86.ranges();
        ranges.addAll(x32.ranges());
        ranges.add(BEYOND_X86_64, x86.beyond());
        ranges.add(BEYOND_X32, x32.beyond());
        return ranges;
    }
}
