using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Messages;
using ActiveReach.Messages.Foreign;
using ActiveReach.Messages.Html;
using ActiveReach.Messages.Templates;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using AngleSharp.Html.Parser;

namespace ActiveReach.Campaigns.Contents;

/// <summary>Warns of fields in the words of another product, where people or links would show them; code and styles are none.</summary>
internal static class ForeignFields
{
    public static IEnumerable<InputProblem> In(CampaignDefinition definition, Workspace workspace) =>
        from variant in definition.Variants.Select((variant, index) => (variant.Content, index))
        from entry in variant.Content
        from part in ContentTemplates.Of(entry.Value)
        from tag in ForeignTags.In(part.Kind is TemplateKind.Html ? Shown(part.Template) : Masked(part.Template))
        select new InputProblem(
            $"variants[{variant.index}].content.{entry.Key.Name()}.{part.Member}",
            "foreign_field",
            $"'{ProblemList.Shorten(tag.Excerpt)}' is how {tag.Habit} write a field; here it is sent as it stands: {FieldGuess.Remedy(tag.Named, workspace)}.");

    private static string Masked(string template) => TemplateTags.Read(template, new ProblemList("")).Masked;

    /// <summary>The template with what is code blanked out.</summary>
    private static string Shown(string template)
    {
        var masked = Masked(template);
        if (HtmlReading.Of(masked) is not { } reading)
            return "";
        var text = masked.ToCharArray();
        string? code = null;
        foreach (var part in reading.Parts)
        {
            if (part.Type is HtmlTokenType.StartTag && part.Name is "script" or "style")
                code ??= part.Name;
            else if (part.Type is HtmlTokenType.EndTag && part.Name == code)
                code = null;
            if (code is not null || (part.Type is HtmlTokenType.Comment && ConditionalComments.Inside(masked, part) is null))
                Blank(part.Start, part.End);
            foreach (var attribute in part.Attributes.Where(each => each.Start >= 0 && (each.Name == "style" || each.Name.StartsWith("on", StringComparison.Ordinal))))
                Blank(attribute.Start, attribute.End);
        }

        return new string(text);

        void Blank(int start, int end) => text.AsSpan(start, end - start).Fill('\n');
    }
}
