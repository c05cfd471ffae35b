package dev.dunlin.demo;

import dev.dunlin.http.files.EntityTags;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The kinds by their names in small letters. */
final class EntityTagsConverter implements ITypeConverter<EntityTags> {
    @Override
    public EntityTags convert(String text) {
        return switch (text) {
            case "change-time" -> EntityTags.CHANGE_TIME;
            case "modification-time" -> EntityTags.MODIFICATION_TIME;
            case "content" -> EntityTags.CONTENT;
            default ->
                throw new TypeConversionException(
                        "'" + text + "' is none of change-time, modification-time and content");
        };
    }
}
