/**
 * Templates in the language of {@code --format}: Go's text templates over JSON values.
 *
 * <p>Start reading at {@link io.jdock.cli.template.Template}. A text is cut into tokens, parsed into a tree of
 * {@link io.jdock.cli.template.Node}s and run over one {@link io.jdock.cli.template.TemplateData}. Loaded only when a template
 * was given. May import {@code cli.json} and {@code cli.format}.
 */
@NullMarked
package io.jdock.cli.template;

import org.jspecify.annotations.NullMarked;
