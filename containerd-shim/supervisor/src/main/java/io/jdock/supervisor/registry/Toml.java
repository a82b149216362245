package io.jdock.supervisor.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the part of TOML that configuration of hosts is written in: tables, strings, truth values, whole numbers and arrays.
 *
 * @see <a href="https://toml.io/en/v1.0.0">TOML 1.0</a>
 */
final class Toml {

    private final String text;
    private int at;

    private Toml(String text) {
        this.text = text;
    }

    /** The text is none, or has what is not read here; the message says where. */
    static final class TomlException extends Exception {
        private static final long serialVersionUID = 1;

        TomlException(String message) {
            super(message);
        }
    }

    /** The tables inside each other; leaves are strings, booleans, longs and lists of them. */
    static Map<String, Object> parse(String text) throws TomlException {
        return new Toml(text).document();
    }

    private Map<String, Object> document() throws TomlException {
        Map<String, Object> root = new LinkedHashMap<>();
        Map<String, Object> table = root;
        for (skipBlank(); at < text.length(); skipBlank()) {
            if (accept('[')) {
                List<String> path = path();
                require(']');
                table = enter(root, path);
            } else {
                List<String> path = path();
                require('=');
                skipSpaces();
                put(enter(table, path.subList(0, path.size() - 1)), path.getLast(), value());
            }
            endOfLine();
        }
        return root;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> enter(Map<String, Object> from, List<String> path) throws TomlException {
        Map<String, Object> table = from;
        for (String name : path) {
            Object next = table.computeIfAbsent(name, _ -> new LinkedHashMap<String, Object>());
            if (!(next instanceof Map<?, ?> deeper)) {
                throw error("\"%s\" is a value already".formatted(name));
            }
            table = (Map<String, Object>) deeper;
        }
        return table;
    }

    private void put(Map<String, Object> table, String name, Object value) throws TomlException {
        if (table.putIfAbsent(name, value) != null) {
            throw error("\"%s\" is there twice".formatted(name));
        }
    }

    private List<String> path() throws TomlException {
        List<String> path = new ArrayList<>();
        do {
            skipSpaces();
            path.add(key());
            skipSpaces();
        } while (accept('.'));
        return path;
    }

    private String key() throws TomlException {
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            return string();
        }
        int start = at;
        while (at < text.length() && isBare(text.charAt(at))) {
            at++;
        }
        if (start == at) {
            throw error("a name is missing");
        }
        return text.substring(start, at);
    }

    private static boolean isBare(char c) {
        return c == '_' || c == '-' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private Object value() throws TomlException {
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            return string();
        }
        if (accept('[')) {
            return array();
        }
        int start = at;
        while (at < text.length() && (isBare(text.charAt(at)) || text.charAt(at) == '+')) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.matches("[+-]?[0-9]{1,18}")) {
            return Long.parseLong(word);
        }
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw error("a value of this kind is not supported");
        };
    }

    private List<Object> array() throws TomlException {
        List<Object> values = new ArrayList<>();
        for (skipBlank(); !accept(']'); skipBlank()) {
            values.add(value());
            skipBlank();
            if (!accept(',')) {
                require(']');
                return values;
            }
        }
        return values;
    }

    private String string() throws TomlException {
        char quote = text.charAt(at++);
        StringBuilder string = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            char c = text.charAt(at++);
            string.append(c == '\\' && quote == '"' ? escaped() : c);
        }
        require(quote);
        return string.toString();
    }

    private char escaped() throws TomlException {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case '"', '\\' -> c;
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> throw error("an escape of this kind is not supported");
        };
    }

    private boolean accept(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void require(char wanted) throws TomlException {
        if (!accept(wanted)) {
            throw error("%c is missing".formatted(wanted));
        }
    }

    private void endOfLine() throws TomlException {
        skipSpaces();
        skipComment();
        if (at < text.length() && text.charAt(at) != '\n') {
            throw error("the line should end here");
        }
    }

    private void skipSpaces() {
        while (at < text.length() && " \t\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void skipComment() {
        if (at < text.length() && text.charAt(at) == '#') {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        }
    }

    private void skipBlank() {
        int before;
        do {
            before = at;
            skipSpaces();
            skipComment();
            accept('\n');
        } while (at > before);
    }

    private TomlException error(String problem) {
        long line = 1
                + text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return new TomlException("line %d: %s".formatted(line, problem));
    }
}
