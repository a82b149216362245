package io.jdock.cli.template;

import io.jdock.cli.template.Token.Kind;
import io.jdock.json.JsonBool;
import io.jdock.json.JsonNull;
import io.jdock.json.JsonNumber;
import io.jdock.json.JsonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the tree of a template from its tokens. */
final class TemplateParser {

    private final List<Token> tokens;
    private int next;

    TemplateParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    List<Node> parse() {
        List<Node> nodes = block();
        if (!peek().is(Kind.END)) {
            throw error("unexpected {{" + tokens.get(next + 1).text() + "}}");
        }
        return nodes;
    }

    /** Reads nodes up to the end of the text, or to an {@code end} or {@code else} that the caller consumes. */
    private List<Node> block() {
        List<Node> nodes = new ArrayList<>();
        while (true) {
            if (peek().is(Kind.TEXT)) {
                nodes.add(new Node.Text(take().text()));
            } else if (peek().is(Kind.END)
                    || tokens.get(next + 1).isWord("end")
                    || tokens.get(next + 1).isWord("else")) {
                return nodes;
            } else {
                take();
                nodes.add(action());
            }
        }
    }

    private Node action() {
        Token first = peek();
        if (first.isWord("if") || first.isWord("with")) {
            take();
            return branch(first.isWord("with"));
        }
        if (first.isWord("range")) {
            take();
            return range();
        }
        Node node = statement();
        expect(Kind.CLOSE, "action");
        return node;
    }

    private Node statement() {
        if (peek().is(Kind.VARIABLE)) {
            Token operator = tokens.get(next + 1);
            if (operator.is(Kind.DECLARE) || operator.is(Kind.ASSIGN)) {
                String variable = take().text();
                take();
                return new Node.Assign(variable, operator.is(Kind.DECLARE), pipeline());
            }
        }
        return new Node.Print(pipeline());
    }

    private Node branch(boolean movesDot) {
        String variable = declared();
        Expression condition = pipeline();
        expect(Kind.CLOSE, movesDot ? "with" : "if");
        List<Node> then = block();
        return new Node.Branch(variable, condition, movesDot, then, otherwise(true));
    }

    private Node range() {
        String first = null;
        String second = null;
        if (peek().is(Kind.VARIABLE) && tokens.get(next + 1).is(Kind.COMMA)) {
            first = take().text();
            take();
        }
        second = declared();
        Expression over = pipeline();
        expect(Kind.CLOSE, "range");
        List<Node> body = block();
        return new Node.Range(first, second, over, body, otherwise(false));
    }

    private @Nullable String declared() {
        if (peek().is(Kind.VARIABLE) && tokens.get(next + 1).is(Kind.DECLARE)) {
            String variable = take().text();
            take();
            return variable;
        }
        return null;
    }

    /** Reads {@code end}, or {@code else} with its block; {@code else if} is an if inside the else. */
    private List<Node> otherwise(boolean mayChain) {
        if (peek().is(Kind.END)) {
            throw error("unexpected EOF");
        }
        take();
        if (take().text().equals("end")) {
            expect(Kind.CLOSE, "end");
            return List.of();
        }
        if (mayChain && (peek().isWord("if") || peek().isWord("with"))) {
            return List.of(branch(take().isWord("with")));
        }
        expect(Kind.CLOSE, "else");
        List<Node> nodes = block();
        take();
        if (!take().isWord("end")) {
            throw error("expected end; found {{else}}");
        }
        expect(Kind.CLOSE, "end");
        return nodes;
    }

    private Expression pipeline() {
        List<Expression> commands = new ArrayList<>();
        commands.add(command());
        while (peek().is(Kind.PIPE)) {
            take();
            commands.add(command());
        }
        return commands.size() == 1 ? commands.get(0) : new Expression.Pipeline(commands);
    }

    private Expression command() {
        Expression head = operand();
        List<Expression> arguments = new ArrayList<>();
        while (!peek().is(Kind.PIPE) && !peek().is(Kind.CLOSE) && !peek().is(Kind.RIGHT)) {
            arguments.add(operand());
        }
        return arguments.isEmpty() ? head : new Expression.Call(head, arguments);
    }

    private Expression operand() {
        Token token = take();
        return switch (token.kind()) {
            case FIELD -> new Expression.Path(null, null, names(token, token.text()), token.text(), token.offset());
            case VARIABLE -> variable(token);
            case STRING -> new Expression.Literal(new JsonText(token.text()));
            case NUMBER -> new Expression.Literal(new JsonNumber(token.text()));
            case WORD -> word(token);
            case LEFT -> parenthesised(token);
            case CLOSE -> throw error("missing value for command");
            default -> throw error("unexpected <" + token.text() + "> in operand");
        };
    }

    private Expression variable(Token token) {
        int dot = token.text().indexOf('.');
        String name = dot < 0 ? token.text() : token.text().substring(0, dot);
        List<String> names = dot < 0 ? List.of() : names(token, token.text().substring(dot));
        return new Expression.Path(name, null, names, token.text(), token.offset());
    }

    private Expression word(Token token) {
        return switch (token.text()) {
            case "true", "false" ->
                new Expression.Literal(new JsonBool(token.text().equals("true")));
            case "nil" -> new Expression.Literal(JsonNull.NULL);
            case "define", "template", "block", "break", "continue" ->
                throw error("{{" + token.text() + "}} is not supported");
            default -> {
                if (!Functions.exists(token.text())) {
                    throw error("function \"" + token.text() + "\" not defined");
                }
                yield new Expression.Function(token.text());
            }
        };
    }

    private Expression parenthesised(Token left) {
        Expression inner = pipeline();
        Token right = take();
        if (!right.is(Kind.RIGHT)) {
            throw error("unclosed left paren");
        }
        if (peek().is(Kind.FIELD) && peek().touches(right)) {
            Token field = take();
            return new Expression.Path(null, inner, names(field, field.text()), field.text(), left.offset());
        }
        return inner;
    }

    private List<String> names(Token token, String dotted) {
        if (dotted.equals(".")) {
            return List.of();
        }
        List<String> names = Arrays.asList(dotted.substring(1).split("\\.", -1));
        if (names.contains("")) {
            throw error("unexpected <.> after \"" + token.text() + "\"");
        }
        return names;
    }

    private void expect(Kind kind, String context) {
        Token token = take();
        if (!token.is(kind)) {
            throw error("unexpected \"" + token.text() + "\" in " + context);
        }
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = tokens.get(next);
        if (!token.is(Kind.END)) {
            next++;
        }
        return token;
    }

    private static TemplateException error(String what) {
        return new TemplateException("template: :1: " + what);
    }
}
