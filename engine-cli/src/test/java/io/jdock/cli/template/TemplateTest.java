package io.jdock.cli.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.json.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateTest {

    private static final TemplateData DATA = new JsonData(JsonReader.read("""
            {"Id":"abc","Names":["a","b"],"State":{"Pid":7,"Running":true,"Error":""},"Labels":{"z":"1","y":"<2>"},"None":null,"Empty":[]}
            """));

    /** Each expectation was compared with what docker prints for the same template. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "x{{.Id}}y~xabcy",
                "{{.ID}}~abc",
                "{{.State.Pid}}~7",
                "{{.Names}}~[a b]",
                "{{.Labels}}~map[y:<2> z:1]",
                "{{json .Labels}}~{\"z\":\"1\",\"y\":\"<2>\"}",
                "{{.State.Running}}~true",
                "{{.None}}~<no value>",
                "{{upper .Id}} {{.Id | upper | lower}} {{title .Id}}~ABC abc Abc",
                "{{join .Names \", \"}}~a, b",
                "{{index .Names 1}}{{index .Labels \"z\"}}~b1",
                "{{(index .Names 0)}}~a",
                "{{len .Names}}{{len .Id}}~23",
                "{{range .Names}}<{{.}}>{{end}}~<a><b>",
                "{{range $i, $n := .Names}}{{$i}}={{$n}};{{end}}~0=a;1=b;",
                "{{range $k, $v := .Labels}}{{$k}}={{$v}};{{end}}~y=<2>;z=1;",
                "{{range .Empty}}x{{else}}none{{end}}~none",
                "{{if .State.Running}}up{{else}}down{{end}}~up",
                "{{if .State.Error}}bad{{else if eq .State.Pid 7}}seven{{else}}x{{end}}~seven",
                "{{with .State}}{{.Pid}}/{{$.Id}}{{end}}~7/abc",
                "{{with $s := .State}}{{$s.Pid}}{{end}}~7",
                "{{$x := .Id}}{{$x}}{{$x = \"q\"}}{{$x}}~abcq",
                "{{if and .State.Running (gt .State.Pid 5) (not .Empty)}}y{{end}}~y",
                "{{or .State.Error \"fallback\"}}~fallback",
                "{{eq .Id \"x\" \"abc\"}} {{ne 1 2}} {{le 2 2}} {{lt 3 2}} {{ge 1 2}}~true true true false false",
                "{{printf \"%-5s|%5d|%q|%v%%\" .Id .State.Pid .Id true}}~abc  |    7|\"abc\"|true%",
                "{{print 1 2 \"a\" \"b\" 3}}~1 2ab3",
                "a {{- /* gone */ -}} b~ab",
                "a {{- .Id -}} b~aabcb",
                "{{truncate .Id 2}}{{pad .Id 1 2}}|{{slice .Id 1}}~ab abc  |bc",
                "{{json (split \"a/b\" \"/\")}}~[\"a\",\"b\"]",
                "{{`raw \\n`}}~raw \\n",
            })
    void rendersAsGoDoes(String template, String expected) {
        assertEquals(expected, Template.parse(template).execute(DATA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{.Id",
                "{{if .Id}}",
                "{{end}}",
                "{{else}}",
                "{{nosuch .Id}}",
                "{{}}",
                "{{(.Id}}",
                "{{\"a}}",
                "{{.a..b}}",
                "{{define \"x\"}}",
                "{{if .Id}}{{else}}{{else}}{{end}}",
                "{{%}}",
            })
    void refusesWhatIsNoTemplate(String template) {
        assertThrows(TemplateException.class, () -> Template.parse(template));
    }

    @Test
    void tellsWhereAFieldIsMissing() {
        TemplateException error = assertThrows(
                TemplateException.class,
                () -> Template.parse("{{.Id}} {{.Nope}}").execute(DATA));

        assertEquals(
                "template: :1:10: executing \"\" at <.Nope>: map has no entry for key \"Nope\"", error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{index .Names 5}}", "{{lt .Id 1}}", "{{$nope}}", "{{join .Names}}", "{{range .Id}}{{end}}"})
    void refusesArgumentsThatDoNotFit(String template) {
        TemplateException error = assertThrows(
                TemplateException.class, () -> Template.parse(template).execute(DATA));

        assertTrue(!String.valueOf(error.getMessage()).isBlank());
    }
}
