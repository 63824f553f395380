using System.Globalization;
using HandlebarsDotNet;
using HandlebarsDotNet.PathStructure;

namespace ActiveReach.Messages.Templates;

/// <summary>The functions of templates, by name, with the number of arguments that each takes.</summary>
internal static class TemplateFunctions
{
    /// <summary>Writes the tracked address of a link by its number; the tags that authors write become this one.</summary>
    public const string Click = "tracked_link";

    /// <summary>Writes the end of a mail; its argument tells whether the mail shows a way out.</summary>
    public const string MailEnd = "mail_end";

    /// <summary>Writes the address of an upload that the message carries.</summary>
    public const string Media = "media";

    private static readonly Dictionary<string, (int Arguments, Func<Arguments, object?> Function)> Known = new(StringComparer.Ordinal)
    {
        ["default"] = (2, values => string.IsNullOrWhiteSpace(TemplateText.Of(values[0])) ? values[1] : values[0]),
        ["upper"] = (1, values => TemplateText.Of(values[0])?.ToUpperInvariant()),
        ["lower"] = (1, values => TemplateText.Of(values[0])?.ToLowerInvariant()),
        ["eq"] = (2, values => string.Equals(TemplateText.Of(values[0]), TemplateText.Of(values[1]), StringComparison.OrdinalIgnoreCase)),
        ["link"] = (1, values => values[0]),
    };

    public static string Names => string.Join(", ", Known.Keys.Append(Media));

    public static bool Exists(string name) => name == Media || Known.ContainsKey(name);

    public static void Register(IHandlebars handlebars)
    {
        foreach (var (name, (count, function)) in Known)
            handlebars.RegisterHelper(name, (in HelperOptions _, in Context _, in Arguments values) => function(Counted(name, count, values)));
        handlebars.RegisterHelper("unsubscribe", (in EncodedTextWriter output, in HelperOptions options, in Context _, in Arguments values) =>
            WriteAddress(output, options, Counted("unsubscribe", 0, values), (urls, _) => urls.Unsubscribe));
        handlebars.RegisterHelper(Media, (in EncodedTextWriter output, in HelperOptions options, in Context _, in Arguments values) =>
            WriteAddress(output, options, Counted(Media, 1, values), (urls, values) => urls.Media(TemplateText.Of(values[0]) ?? "")));
        handlebars.RegisterHelper(Click, (in EncodedTextWriter output, in HelperOptions options, in Context _, in Arguments values) =>
            WriteAddress(output, options, Counted(Click, 1, values), (urls, values) => urls.Click(Convert.ToInt32(values[0], CultureInfo.InvariantCulture))));
        handlebars.RegisterHelper(MailEnd, (in EncodedTextWriter output, in HelperOptions options, in Context _, in Arguments values) =>
            WriteAddress(output, options, Counted(MailEnd, 1, values), (urls, values) => urls.MailEnd(values[0] is true)));
    }

    private static Arguments Counted(string name, int count, in Arguments values) =>
        values.Length == count ? values : throw new HandlebarsException($"'{name}' takes {count} argument(s), not {values.Length}");

    /// <summary>Writes nothing where a template is only tried.</summary>
    private static void WriteAddress(in EncodedTextWriter output, in HelperOptions options, in Arguments values, Func<IMessageUrls, Arguments, string> address)
    {
        if (options.Data[ChainSegment.Root] is RenderScope scope)
            output.WriteSafeString(address(scope.Urls, values));
    }
}
