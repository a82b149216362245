package io.jdock.cli.template;

import java.util.List;

/**
 * A parsed template; run it as often as needed.
 *
 * <p>Known: text, fields, variables, pipelines, parentheses, {@code if}, {@code range}, {@code with}, {@code else},
 * comments, trim markers, Go's basic functions and Docker's own. Not known: {@code define}, {@code template}, {@code block},
 * {@code break} and {@code continue}; they are refused.
 */
public final class Template {

    private final List<Node> nodes;
    private final boolean heading;

    private Template(List<Node> nodes, boolean heading) {
        this.nodes = nodes;
        this.heading = heading;
    }

    /**
     * Parses a template.
     *
     * @throws TemplateException when it is not one
     */
    public static Template parse(String text) {
        return new Template(new TemplateParser(new TemplateLexer(text).tokens()).parse(), false);
    }

    /** The same template for a line of headings: functions that change a text leave the heading alone. */
    public Template forHeadings() {
        return new Template(nodes, true);
    }

    /**
     * Runs the template.
     *
     * @throws TemplateException when a field is missing or a function does not fit its arguments
     */
    public String execute(TemplateData data) {
        StringBuilder out = new StringBuilder();
        Scope scope = new Scope(data, heading);
        for (Node node : nodes) {
            node.render(scope, out);
        }
        return out.toString();
    }
}
