using ActiveReach.Messages.Templates;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace ActiveReach.Messages.Html;

/// <summary>Where in a mail something can be added that everybody sees, as its last.</summary>
internal static class BodyEnd
{
    /// <summary>Stands in the place while it is tried.</summary>
    private const char Mark = (char)(TemplateTags.Mask + 2);

    private const int Tries = 4;

    /// <summary>The place in the template: the real end of the body, or before what would swallow or hide an addition there.</summary>
    /// <param name="masked">The template's source with its tags overwritten.</param>
    public static int Of(HtmlReading reading, string masked, TemplateTags template)
    {
        var place = Last(reading, "body") ?? Last(reading, "html") ?? masked.Length;
        for (var tries = 0; tries < Tries; tries++)
        {
            place = OutsideOfBlocks(place, template);
            if (HtmlReading.Of(masked.Insert(place, $"<p>{Mark}</p>")) is not { } tried || new Visibility(tried.Document) is var seen && seen.ShowsMark(Mark))
                return place;
            place = Math.Min(place, BeforeWhatHides(seen.WhatHides(Mark), tried, place));
        }

        return OutsideOfBlocks(reading.Parts.FirstOrDefault(part => part is { Type: HtmlTokenType.StartTag, Name: "body" })?.End ?? 0, template);
    }

    private static int BeforeWhatHides(INode? hiding, HtmlReading tried, int place) => hiding switch
    {
        // One that the parser made up stands nowhere.
        IElement { SourceReference: { Position.Position: > 0 } reference } => reference.Position.Position - 1,
        IComment comment => tried.Parts.LastOrDefault(part => part.Type is HtmlTokenType.Comment && part.Name == comment.Data && part.Start < place)?.Start ?? 0,
        _ => tried.Parts.LastOrDefault(part => part.Start < place && (part.Type is HtmlTokenType.Comment || part is { Type: HtmlTokenType.StartTag, Name: "template" }))?.Start ?? 0,
    };

    private static int? Last(HtmlReading reading, string element) =>
        reading.Parts.LastOrDefault(part => part.Type is HtmlTokenType.EndTag && part.Name == element)?.Start;

    /// <summary>A block may not be rendered for everybody.</summary>
    private static int OutsideOfBlocks(int place, TemplateTags template)
    {
        var (depth, outermost) = (0, place);
        foreach (var tag in template.All.TakeWhile(tag => tag.Start < place))
        {
            if (tag.Name[0] == '#' && depth++ == 0)
                outermost = tag.Start;
            else if (tag.Name[0] == '/')
                depth--;
        }

        return depth > 0 ? outermost : place;
    }
}
