package io.jdock.cli.flags;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits one command line into flags and words.
 *
 * <p>{@code --name value}, {@code --name=value}, {@code -n value}, {@code -nvalue}, {@code -n=value}; switches of one letter
 * may share a dash ({@code -itd}) and take a value only after {@code =}; {@code --} ends the flags; a single dash is a word.
 */
final class FlagParser {

    private final FlagSet flags;
    private final List<String> words;
    private final List<String> rest = new ArrayList<>();
    private int next;

    FlagParser(FlagSet flags, List<String> words) {
        this.flags = flags;
        this.words = words;
    }

    List<String> parse() {
        while (next < words.size()) {
            String word = words.get(next++);
            if (word.equals("--")) {
                takeRest();
            } else if (word.startsWith("--")) {
                longFlag(word);
            } else if (word.length() > 1 && word.charAt(0) == '-') {
                letters(word);
            } else {
                rest.add(word);
                if (!flags.isInterspersed()) {
                    takeRest();
                }
            }
        }
        return rest;
    }

    private void takeRest() {
        rest.addAll(words.subList(next, words.size()));
        next = words.size();
    }

    private void longFlag(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
        if (name.isEmpty() || name.charAt(0) == '-') {
            throw flags.error("bad flag syntax: " + word);
        }
        Flag flag = flags.byName(name);
        if (flag == null) {
            throw name.equals("help") ? new HelpRequestedException() : flags.error("unknown flag: --" + name);
        }
        if (equals >= 0) {
            set(flag, word.substring(equals + 1));
        } else if (flag instanceof BoolFlag) {
            set(flag, "true");
        } else {
            set(flag, nextWord("--" + name));
        }
    }

    private void letters(String word) {
        int i = 1;
        while (i < word.length()) {
            Flag flag = letter(word.charAt(i), word.substring(i));
            String tail = word.substring(i + 1);
            if (tail.length() > 1 && tail.charAt(0) == '=') {
                set(flag, tail.substring(1));
                return;
            }
            if (flag instanceof BoolFlag) {
                set(flag, "true");
                i++;
                continue;
            }
            set(flag, tail.isEmpty() ? nextWord("'" + word.charAt(i) + "' in " + word) : tail);
            return;
        }
    }

    private Flag letter(char letter, String shown) {
        Flag flag = flags.byLetter(letter);
        if (flag != null) {
            return flag;
        }
        if (letter == 'h') {
            throw new HelpRequestedException();
        }
        throw flags.error("unknown shorthand flag: '" + letter + "' in -" + shown);
    }

    private String nextWord(String flag) {
        String word = wordOrNull();
        if (word == null) {
            throw flags.error("flag needs an argument: " + flag);
        }
        return word;
    }

    private @Nullable String wordOrNull() {
        return next < words.size() ? words.get(next++) : null;
    }

    private void set(Flag flag, String value) {
        try {
            flag.set(value);
        } catch (InvalidValueException e) {
            throw flags.error(
                    "invalid argument \"" + value + "\" for \"" + flag.title() + "\" flag: " + e.getMessage());
        }
    }
}
