package io.fenghuo.config;

import java.util.ArrayList;
import java.util.List;

/** A list of values. */
public final class YamlList extends YamlNode {
    private final List<YamlNode> items;
    private final long size;

    YamlList(Place place, Problems problems, List<YamlNode> items) {
        super(place, problems);
        this.items = List.copyOf(items);
        this.size = 1 + items.stream().mapToLong(YamlNode::size).sum();
    }

    public List<YamlNode> items() {
        return items;
    }

    /** The texts of the list; what is no text, or nothing at all, is a problem and left out. */
    public List<YamlText> texts() {
        List<YamlText> texts = new ArrayList<>();
        for (YamlNode item : items) {
            YamlText text = item.asText();
            if (text == null) {
                continue;
            }
            if (text.missing()) {
                text.error("item-empty");
            } else {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The mappings of the list; what is none is a problem and left out. */
    public List<YamlMap> maps() {
        List<YamlMap> maps = new ArrayList<>();
        for (YamlNode item : items) {
            YamlMap map = item.asMap();
            if (map != null) {
                maps.add(map);
            }
        }
        return maps;
    }

    @Override
    public YamlList asList() {
        return this;
    }

    @Override
    long size() {
        return size;
    }

    @Override
    public Object plain() {
        return items.stream().map(YamlNode::plain).toList();
    }
}
