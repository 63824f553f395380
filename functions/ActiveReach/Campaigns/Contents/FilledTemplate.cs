using ActiveReach.Channels;
using ActiveReach.Messages;
using ActiveReach.Messages.Templates;
using ActiveReach.TemplateLibrary;

namespace ActiveReach.Campaigns.Contents;

/// <summary>A vendor's template with the values of one message in it.</summary>
/// <param name="Text">As whoever gets it reads it.</param>
/// <param name="Message">What the vendor is given; null where a value came out empty, which vendors refuse.</param>
/// <param name="Empty">The parameter that did.</param>
internal readonly record struct FilledTemplate(string? Text, TemplateMessage? Message, string? Empty)
{
    public static FilledTemplate Of(PinnedTemplate template, IReadOnlyList<Template> parameters, Func<Template, string?> render)
    {
        var values = new string[parameters.Count];
        for (var index = 0; index < values.Length; index++)
        {
            // A value is one line to a vendor.
            values[index] = HeaderText.OneLine(render(parameters[index]) ?? "").Trim();
            if (values[index].Length == 0)
                return new FilledTemplate(null, null, $"parameters[{index}]");
        }

        var ofHeader = Placeholders.Count(template.Header);
        if (values.Length != ofHeader + Placeholders.Count(template.Body))
            return new FilledTemplate(null, null, "parameters");
        var (header, body) = (values[..ofHeader], values[ofHeader..]);
        string?[] parts = [template.Header is { } head ? Placeholders.Fill(head, header) : null, Placeholders.Fill(template.Body, body), template.Footer];
        return new FilledTemplate(
            string.Join("\n\n", parts.OfType<string>()), new TemplateMessage(template.Reference, template.NameAtVendor, template.Language, header, body), null);
    }
}
