package io.jdock.runc.flags;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The flags of one command, and the rules by which runc reads a command line: one dash is as good as two, a value follows or
 * stands behind {@code =}, letters do not share a dash, {@code --} ends the flags.
 */
public final class FlagSet {

    private final List<Flag> flags = new ArrayList<>();
    private boolean interspersed = true;

    /** Whatever follows the first word is not ours. */
    public FlagSet stopAtFirstWord() {
        interspersed = false;
        return this;
    }

    public Flag toggle(String name, String letter, String usage) {
        return add(Flag.Kind.SWITCH, name, letter, usage);
    }

    public Flag text(String name, String letter, String usage) {
        return add(Flag.Kind.TEXT, name, letter, usage);
    }

    public Flag list(String name, String letter, String usage) {
        return add(Flag.Kind.LIST, name, letter, usage);
    }

    public Flag number(String name, String letter, String usage) {
        return add(Flag.Kind.NUMBER, name, letter, usage);
    }

    private Flag add(Flag.Kind kind, String name, String letter, String usage) {
        Flag flag = new Flag(kind, name, letter, usage);
        flags.add(flag);
        return flag;
    }

    /**
     * Reads a command line.
     *
     * @return the words that are not flags
     * @throws UsageException for an unknown flag or a bad value
     * @throws HelpRequestedException when help was asked for
     */
    public List<String> parse(List<String> words) {
        List<String> ordered = interspersed ? flagsFirst(words) : words;
        int next = 0;
        while (next < ordered.size()) {
            String word = ordered.get(next);
            if (word.length() < 2 || word.charAt(0) != '-') {
                break;
            }
            next++;
            if (word.equals("--")) {
                break;
            }
            next += take(word, next < ordered.size() ? ordered.get(next) : null);
        }
        return ordered.subList(next, ordered.size());
    }

    /** Known flags may also stand behind words; unknown ones are words there, as in {@code kill ID -9}. */
    private List<String> flagsFirst(List<String> words) {
        List<String> ordered = new ArrayList<>(words.size());
        List<String> rest = new ArrayList<>(words.size());
        boolean valueMayFollow = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean flag = isFlag(word);
            if (valueMayFollow && !flag) {
                valueMayFollow = false;
                ordered.add(word);
            } else if (word.equals("--")) {
                rest.addAll(words.subList(i, words.size()));
                break;
            } else if (flag) {
                ordered.add(word);
                valueMayFollow = word.indexOf('=') < 0 && !isSwitch(word);
            } else {
                rest.add(word);
            }
        }
        ordered.addAll(rest);
        return ordered;
    }

    private boolean isFlag(String word) {
        return word.length() > 1 && word.charAt(0) == '-' && find(nameOf(word)) != null;
    }

    private boolean isSwitch(String word) {
        Flag flag = find(nameOf(word));
        return flag != null && flag.kind() == Flag.Kind.SWITCH;
    }

    /** @return how many further words it took */
    private int take(String word, @Nullable String following) {
        String name = nameOf(word);
        int equals = word.indexOf('=');
        if (name.isEmpty() || name.charAt(0) == '-') {
            throw new UsageException("bad flag syntax: " + word);
        }
        Flag flag = find(name);
        if (flag == null) {
            if (name.equals("help") || name.equals("h")) {
                throw new HelpRequestedException();
            }
            throw new UsageException("flag provided but not defined: -" + name);
        }
        if (equals >= 0) {
            flag.add(name, word.substring(equals + 1));
            return 0;
        }
        if (flag.kind() == Flag.Kind.SWITCH) {
            flag.add(name, "true");
            return 0;
        }
        if (following == null) {
            throw new UsageException("flag needs an argument: -" + name);
        }
        flag.add(name, following);
        return 1;
    }

    private static String nameOf(String word) {
        int start = word.startsWith("--") ? 2 : 1;
        int equals = word.indexOf('=');
        return word.substring(start, equals < 0 ? word.length() : Math.max(equals, start));
    }

    private @Nullable Flag find(String name) {
        for (Flag flag : flags) {
            if (flag.isCalled(name)) {
                return flag;
            }
        }
        return null;
    }

    /** The part of a help text that lists them, a line for each. */
    public String help() {
        List<String> heads = new ArrayList<>();
        int width = 0;
        for (Flag flag : flags) {
            String head = head(flag);
            heads.add(head);
            width = Math.max(width, head.length());
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < heads.size(); i++) {
            String head = heads.get(i);
            out.append("   ").append(head).append(" ".repeat(width - head.length() + 2));
            out.append(flags.get(i).usage()).append('\n');
        }
        return out.toString();
    }

    private static String head(Flag flag) {
        String value = flag.kind() == Flag.Kind.SWITCH ? "" : " value";
        String letter = flag.letter().isEmpty() ? "" : ", -" + flag.letter() + value;
        return "--" + flag.name() + value + letter;
    }

    /** Whether there is nothing to list. */
    public boolean isEmpty() {
        return flags.isEmpty();
    }
}
