package io.jdock.supervisor.tar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the stored bytes of a file belong, for each way of saying so.
 *
 * @param size of the file with its holes
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Sparse-Formats.html">Storing sparse files</a>
 */
record SparseMap(long size, List<TarEntry.Run> runs) {

    static final SparseMap EMPTY = new SparseMap(0, List.of());

    /** Files with more parts exist in no image but in attacks on the memory of whoever reads them. */
    private static final int MAX_RUNS = 1 << 16;

    private static final int OLD_MAP_AT = 386;
    private static final int OLD_REAL_SIZE_AT = 483;
    private static final int OLD_EXTENDED_AT = 482;

    /** The map of a file that is about to be read; leaves the reader at the first stored byte. */
    static SparseMap of(TarReader reader, Header header, PaxRecords pax, long stored) throws IOException {
        if (header.type() == 'S') {
            return checked(header.number(OLD_REAL_SIZE_AT, 12), old(reader, header), stored);
        }
        if (pax.text("GNU.sparse.major").isPresent()) {
            long size = pax.number("GNU.sparse.realsize", 0);
            return checked(size, inContent(reader), reader.remaining());
        }
        if (pax.text("GNU.sparse.map").isPresent()) {
            return checked(pax.number("GNU.sparse.size", 0), inHeader(pax), stored);
        }
        if (!pax.sparsePairs().isEmpty()) {
            return checked(pax.number("GNU.sparse.size", 0), pax.sparsePairs(), stored);
        }
        return new SparseMap(stored, stored == 0 ? List.of() : List.of(new TarEntry.Run(0, stored)));
    }

    /** Four pairs in the header, then blocks of 21 pairs each. */
    private static List<Long> old(TarReader reader, Header header) throws IOException {
        List<Long> numbers = new ArrayList<>();
        addPairs(header, OLD_MAP_AT, 4, numbers);
        boolean more = header.at(OLD_EXTENDED_AT) != 0;
        while (more) {
            Header block = reader.readExtension();
            addPairs(block, 0, 21, numbers);
            more = block.at(504) != 0;
        }
        return numbers;
    }

    private static void addPairs(Header block, int at, int pairs, List<Long> numbers) throws TarException {
        for (int i = 0; i < pairs; i++) {
            int from = at + i * 24;
            if (block.at(from) == 0) {
                return;
            }
            add(numbers, block.number(from, 12));
            add(numbers, block.number(from + 12, 12));
        }
    }

    private static List<Long> inHeader(PaxRecords pax) throws TarException {
        List<Long> numbers = new ArrayList<>();
        for (String number : pax.text("GNU.sparse.map").orElse("").split(",")) {
            add(numbers, parse(number));
        }
        return numbers;
    }

    /** Decimal numbers, one a line: how many pairs, then the pairs; padded to a whole block. */
    private static List<Long> inContent(TarReader reader) throws IOException {
        List<Long> numbers = new ArrayList<>();
        StringBuilder digits = new StringBuilder();
        long wanted = 1;
        byte[] block = new byte[Header.SIZE];
        while (numbers.size() < wanted) {
            reader.readFully(block);
            for (byte b : block) {
                if (b != '\n') {
                    digits.append((char) (b & 0xff));
                } else if (numbers.size() < wanted) {
                    add(numbers, parse(digits.toString()));
                    digits.setLength(0);
                    wanted = 1 + 2 * numbers.getFirst();
                }
            }
        }
        return numbers.subList(1, numbers.size());
    }

    private static long parse(String number) throws TarException {
        if (number.isEmpty() || number.length() > 18 || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new TarException("a sparse map has a number that is none");
        }
        return Long.parseLong(number);
    }

    private static void add(List<Long> numbers, long number) throws TarException {
        if (numbers.size() > 2 * MAX_RUNS) {
            throw new TarException("a sparse file has more than %d parts".formatted(MAX_RUNS));
        }
        numbers.add(number);
    }

    private static SparseMap checked(long size, List<Long> numbers, long stored) throws TarException {
        List<TarEntry.Run> runs = new ArrayList<>();
        long end = 0;
        long sum = 0;
        for (int i = 0; i + 1 < numbers.size(); i += 2) {
            TarEntry.Run run = new TarEntry.Run(numbers.get(i), numbers.get(i + 1));
            boolean fits = run.length() >= 0 && run.offset() >= end && run.offset() <= size - run.length();
            if (!fits) {
                throw new TarException("a sparse map has parts that overlap or lie beyond the file's end");
            }
            end = run.offset() + run.length();
            sum += run.length();
            if (run.length() > 0) {
                runs.add(run);
            }
        }
        if (sum != stored || numbers.size() % 2 != 0) {
            throw new TarException("a sparse map does not account for the stored bytes");
        }
        return new SparseMap(size, List.copyOf(runs));
    }
}
