package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CON",
                "con",
                "Prn",
                "AUX",
                "NUL",
                "nul.txt",
                "nul.tar.gz",
                "nul .txt",
                "NUL ",
                "COM0",
                "com1",
                "COM9.log",
                "LPT1",
                "lpt\u00B2",
                "COM\u00B9.x",
                "CONIN$",
                "conout$"
            })
    void devicesAreReservedInEachDirectoryWhateverIsBehindTheDot(String name) {
        assertThat(WindowsNames.isReserved(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file.txt::$DATA", "file.txt:hidden", "c:", "dir::$INDEX_ALLOCATION", ":"})
    void streamsAndDrivesAreReserved(String name) {
        assertThat(WindowsNames.isReserved(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file.txt.", "file.txt..", "file.txt ", "file.txt. .", ".. ", "..."})
    void namesWhoseEndIsCutOffAreReserved(String name) {
        assertThat(WindowsNames.isReserved(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file.txt",
                "console",
                "con-1",
                "nulls.txt",
                "com",
                "com10",
                "COMA",
                "lpt",
                "my.con",
                " con",
                "a b",
                ".git",
                "привет.txt"
            })
    void otherNamesAreNot(String name) {
        assertThat(WindowsNames.isReserved(name)).isFalse();
    }
}
