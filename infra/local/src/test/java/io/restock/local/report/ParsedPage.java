package io.restock.local.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A page or a drawing, parsed as XML: what is not well-formed does not come through. */
final class ParsedPage {
    private final Document document;

    private ParsedPage(Document document) {
        this.document = document;
    }

    static ParsedPage parse(String text) throws Exception {
        return new ParsedPage(
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(text))));
    }

    /** Elements of a name, in the order of the page. */
    List<Element> all(String name) {
        return under(document.getDocumentElement(), name);
    }

    static List<Element> under(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** Texts of the elements of a name. */
    List<String> texts(String name) {
        return all(name).stream().map(Element::getTextContent).toList();
    }

    /** Text of the row whose first cell says this, cell by cell. */
    List<String> row(String first) {
        for (Element row : all("tr")) {
            List<String> cells = cells(row);
            if (cells.get(0).equals(first)) {
                return cells;
            }
        }
        throw new AssertionError("There is no row " + first + ".");
    }

    /** The drawings in the row whose first cell says this. */
    List<Element> bars(String first) {
        for (Element row : all("tr")) {
            if (cells(row).get(0).equals(first)) {
                return under(row, "rect");
            }
        }
        throw new AssertionError("There is no row " + first + ".");
    }

    private static List<String> cells(Element row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.getChildNodes().getLength(); i++) {
            if (row.getChildNodes().item(i) instanceof Element cell) {
                cells.add(cell.getTextContent());
            }
        }
        return cells;
    }

    /** The chart whose title and unit are these. */
    Element chart(String titleAndUnit) {
        return all("svg").stream()
                .filter(svg -> svg.getAttribute("aria-label").equals(titleAndUnit))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no chart " + titleAndUnit + "."));
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
