package io.restock.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.local.loop.Figures;
import io.restock.local.loop.LoopResult;
import io.restock.local.loop.LoopResults;
import io.restock.local.world.GeneratedWorld;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {
    private static final LoopResult RESULT = LoopResults.idle(GeneratedWorld.of(7, 8), 1.1);

    @TempDir private Path folder;

    @Test
    void drawingsAreWellFormedAndNothingIsFetched() throws Exception {
        String page = Files.readString(write());

        int drawings = 0;
        for (int at = page.indexOf("<svg"); at >= 0; at = page.indexOf("<svg", at + 1)) {
            String svg = page.substring(at, page.indexOf("</svg>", at) + "</svg>".length());
            assertThat(parse(svg).getDocumentElement().getTagName()).isEqualTo("svg");
            assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
            drawings++;
        }
        assertThat(drawings).isGreaterThanOrEqualTo(6);
        assertThat(page)
                .doesNotContainPattern("(?i)\\b(src|href)\\s*=")
                .doesNotContain("<script", "@import", "url(");
    }

    @Test
    void textOfRecordsIsNoMarkup() throws Exception {
        assertThat(Files.readString(write()))
                .contains("The units (&lt;b&gt;) must be a number.")
                .doesNotContain("(<b>)");
    }

    private Path write() {
        return Report.write(folder, RESULT, RESULT.days(), Figures.of(RESULT, RESULT.days(), 1));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }
}
