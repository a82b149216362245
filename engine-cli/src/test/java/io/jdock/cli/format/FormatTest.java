package io.jdock.cli.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdock.json.JsonArray;
import io.jdock.json.JsonReader;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormatTest {

    @ParameterizedTest
    @CsvSource({
        "0,0B,0B",
        "999,999B,999B",
        "1000,1kB,1kB",
        "1234567,1.23MB,1.235MB",
        "1984000,1.98MB,1.984MB",
        "999999,1e+03kB,1000kB",
        "72900000,72.9MB,72.9MB",
        "1500000000000,1.5TB,1.5TB",
    })
    void showsSizesInPowersOfThousand(double bytes, String threeDigits, String fourDigits) {
        assertEquals(threeDigits, Sizes.decimalShort(bytes));
        assertEquals(fourDigits, Sizes.decimal(bytes));
    }

    @ParameterizedTest
    @CsvSource({"25276510208,23.54GiB", "839680,820KiB", "1023,1023B", "1048576,1MiB"})
    void showsSizesInPowersOf1024(double bytes, String expected) {
        assertEquals(expected, Sizes.binary(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "0,Less than a second",
        "1,1 second",
        "59,59 seconds",
        "60,About a minute",
        "119,About a minute",
        "120,2 minutes",
        "3599,59 minutes",
        "3600,About an hour",
        "5399,About an hour",
        "5400,2 hours",
        "170999,47 hours",
        "172800,2 days",
        "1209599,2 weeks",
        "1209600,2 weeks",
        "5184000,2 months",
        "63072000,2 years",
    })
    void tellsAges(long seconds, String expected) {
        assertEquals(expected, Ages.of(seconds));
    }

    @Test
    void padsColumnsButNotTheLast() {
        Table table = new Table(10);
        table.add("ID", "NAME", "X");
        table.add("0123456789ab", "é", "");

        assertEquals("ID             NAME      X\n0123456789ab   é         \n", table.render());
    }

    @Test
    void shrinksNeighbouringPortsToRanges() {
        String ports = """
                [{"IP":"127.0.0.1","PrivatePort":9001,"PublicPort":9001,"Type":"udp"},
                 {"IP":"127.0.0.1","PrivatePort":9000,"PublicPort":9000,"Type":"udp"},
                 {"IP":"::","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},
                 {"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},
                 {"PrivatePort":443,"Type":"tcp"},{"PrivatePort":445,"Type":"tcp"}]""";

        assertEquals(
                "443/tcp, 445/tcp, 127.0.0.1:9000-9001->9000-9001/udp, 0.0.0.0:8080->80/tcp, [::]:8080->80/tcp",
                Ports.show((JsonArray) JsonReader.read(ports)));
    }

    @Test
    void cutsTexts() {
        assertEquals("0123456789ab", Texts.shortId("sha256:0123456789abcdef"));
        assertEquals("abcd…", Texts.ellipsis("abcdef", 5));
        assertEquals("abcde", Texts.ellipsis("abcde", 5));
        assertEquals("\"a\\\"\\n\\x01\"", Texts.quote("a\"\n\u0001"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-07T21:09:36.000000000+00:00,Thu May  7 21:09:36 2026", "2025-05-30T12:07:14Z,Fri May 30 12:07:14 2025",
        "today,today", "2026-13-07T21:09:36Z,2026-13-07T21:09:36Z",
    })
    void showsBuildTimes(String text, String expected) {
        assertEquals(expected, Moments.buildTime(text));
    }

    /** Ties, their neighbours and what lies between, with every number of digits that is computed in a quick way. */
    @Test
    void roundsQuicklyToWhatIsExact() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double any = 1 + random.nextDouble() * (i % 3 == 0 ? 9 : i % 3 == 1 ? 99 : 999);
            double tie = (random.nextInt(2_000_000) / 2) / 1000.0 + (i % 2) * 0.0005;
            for (double value :
                    new double[] {any, tie, Math.nextUp(tie), Math.nextDown(tie), 999.95, 9.9995, 1, 10, 100}) {
                for (int digits = 1; digits <= 5; digits++) {
                    assertEquals(Sizes.exact(value, digits), Sizes.significant(value, digits), value + " " + digits);
                }
            }
        }
    }
}
