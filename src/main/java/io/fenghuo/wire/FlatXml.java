package io.fenghuo.wire;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A small XML document of a stranger, of which single elements are wanted: no DTD, no entity, nothing fetched, nothing deeply nested. */
public final class FlatXml {
    /** Elements within one another; texts are gathered by recursion. */
    private static final int DEEPEST = 50;

    private final Document document;

    private FlatXml(Document document) {
        this.document = document;
    }

    /** Reads it; null when it is none. */
    public static @Nullable FlatXml read(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setAttribute("jdk.xml.maxElementDepth", DEEPEST);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return new FlatXml(builder.parse(new InputSource(new StringReader(text))));
        } catch (ParserConfigurationException | SAXException | IOException unreadable) {
            return null;
        }
    }

    /** The text of the first element of this name, stripped; empty when there is none. */
    public String field(String name) {
        NodeList found = document.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
