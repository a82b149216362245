package io.jdock.cli.flags;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command takes: its flags, its words, and the texts of its help.
 *
 * <p>Filled by the command's constructor, then used once to parse one command line.
 */
public final class FlagSet {

    /** The name under which this program is called in all its texts. */
    public static final String PROGRAM = "jdock";

    private final String arguments;
    private final String summary;
    private final Arity arity;
    private final List<Flag> flags = new ArrayList<>();
    private List<String> aliases = List.of();
    private boolean interspersed = true;
    private String path = PROGRAM;

    /**
     * Starts a set.
     *
     * @param arguments what follows the command's name in its usage line
     * @param summary one line that says what the command does
     */
    public FlagSet(String arguments, String summary, Arity arity) {
        this.arguments = arguments;
        this.summary = summary;
        this.arity = arity;
    }

    /** Other ways to call the command, for its help; each with all words after the program's name. */
    public FlagSet aliases(String... otherPaths) {
        aliases = List.of(otherPaths);
        return this;
    }

    /** Everything after the first word belongs to the command that is run elsewhere, not to us. */
    public FlagSet stopAtFirstWord() {
        interspersed = false;
        return this;
    }

    /** Tells under which words the command was called. */
    public void calledAs(String words) {
        path = words.isEmpty() ? PROGRAM : PROGRAM + " " + words;
    }

    public BoolFlag bool(String name, char letter, String usage) {
        return bool(name, letter, false, usage);
    }

    public BoolFlag bool(String name, char letter, boolean initial, String usage) {
        return add(new BoolFlag(name, letter, initial, usage));
    }

    public TextFlag text(String name, char letter, String usage) {
        return text(name, letter, "", usage);
    }

    public TextFlag text(String name, char letter, String initial, String usage) {
        return add(new TextFlag(name, letter, "string", initial, ValueCheck.NONE, usage));
    }

    /** A text whose kind is named in the help and that is checked while parsing. */
    public TextFlag text(String name, char letter, String type, ValueCheck check, String usage) {
        return add(new TextFlag(name, letter, type, "", check, usage));
    }

    public ListFlag list(String name, char letter, String usage) {
        return list(name, letter, "list", ValueCheck.NONE, usage);
    }

    public ListFlag list(String name, char letter, String type, ValueCheck check, String usage) {
        return add(new ListFlag(name, letter, type, check, usage));
    }

    /** The flag {@code -f, --filter name=value} of all lists. */
    public ListFlag filter() {
        return list("filter", 'f', "filter", new FilterCheck(), "Filter output based on conditions provided");
    }

    /** The flag {@code --filter name=value} where {@code -f} is taken. */
    public ListFlag filterWithoutLetter(String usage) {
        return list("filter", Flag.NO_LETTER, "filter", new FilterCheck(), usage);
    }

    public NumberFlag number(String name, char letter, NumberForm form, String usage) {
        return number(name, letter, form, 0, usage);
    }

    public NumberFlag number(String name, char letter, NumberForm form, long initial, String usage) {
        return add(new NumberFlag(name, letter, form, initial, usage));
    }

    /** Leaves the flag, an old spelling of another one, out of the help. */
    public <F extends Flag> F hidden(F flag) {
        flag.hide();
        return flag;
    }

    /**
     * Reads a command line.
     *
     * @return the words that are not flags, in order
     * @throws UsageException when a flag is unknown or has a bad value, or the number of words is wrong
     * @throws HelpRequestedException when help was asked for
     */
    public List<String> parse(List<String> words) {
        List<String> rest = new FlagParser(this, words).parse();
        if (!arity.allows(rest.size())) {
            throw UsageException.badArguments(this);
        }
        return rest;
    }

    /** The help text. */
    public String help(int columns) {
        return new HelpText(this, columns).render();
    }

    /** The part of the help that lists the flags, a line or more for each. */
    public String options(int columns) {
        return new HelpText(this, columns).renderOptions();
    }

    /** An error about this command's flags, found after parsing. */
    public UsageException error(String what) {
        return UsageException.badFlag(what, this);
    }

    /** How the command was called, program name first. */
    public String path() {
        return path;
    }

    String useLine() {
        return arguments.isEmpty() ? path : path + " " + arguments;
    }

    String summary() {
        return summary;
    }

    Arity arity() {
        return arity;
    }

    List<String> aliases() {
        return aliases;
    }

    List<Flag> flags() {
        return flags;
    }

    boolean isInterspersed() {
        return interspersed;
    }

    @Nullable
    Flag byName(String name) {
        for (Flag flag : flags) {
            if (flag.name().equals(name)) {
                return flag;
            }
        }
        return null;
    }

    @Nullable
    Flag byLetter(char letter) {
        for (Flag flag : flags) {
            if (flag.letter() == letter) {
                return flag;
            }
        }
        return null;
    }

    private <F extends Flag> F add(F flag) {
        flags.add(flag);
        return flag;
    }
}
