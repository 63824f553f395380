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
    /// <param name="tracked">What tracked links begin with, and what they begin with on the app's own address, where a button may have been approved.</param>
    public static FilledTemplate Of(PinnedTemplate template, IReadOnlyList<Template> parameters, (string Here, string AtApp) tracked, Func<Template, string?> render)
    {
        var values = new string[parameters.Count];
        for (var index = 0; index < values.Length; index++)
        {
            // A value is one line to a vendor.
            values[index] = HeaderText.OneLine(render(parameters[index]) ?? "").Trim();
            if (values[index].Length == 0)
                return new FilledTemplate(null, null, $"parameters[{index}]");
        }

        var (ofHeader, ofBody) = (Placeholders.Count(template.Header), Placeholders.Count(template.Body));
        if (values.Length != ofHeader + ofBody + template.Buttons.Count(button => button.Beginning() is not null))
            return new FilledTemplate(null, null, "parameters");
        var (header, body) = (values[..ofHeader], values[ofHeader..(ofHeader + ofBody)]);
        var (buttons, next) = (new List<MessageButton>(template.Buttons.Count), ofHeader + ofBody);
        foreach (var button in template.Buttons)
        {
            if (button.Beginning() is not { } beginning)
            {
                buttons.Add(new MessageButton(button.Type, button.Text, button.Url ?? button.Phone));
                continue;
            }

            if (EndOf(beginning, beginning == tracked.AtApp && values[next].StartsWith(tracked.Here, StringComparison.Ordinal) ? beginning + values[next][tracked.Here.Length..] : values[next]) is not { } end)
                return new FilledTemplate(null, null, $"parameters[{next}]");
            buttons.Add(new MessageButton(button.Type, button.Text, beginning + end, end));
            next++;
        }

        string?[] parts = [template.Header is { } head ? Placeholders.Fill(head, header) : null, Placeholders.Fill(template.Body, body), template.Footer];
        return new FilledTemplate(
            string.Join("\n\n", parts.OfType<string>()), new TemplateMessage(template.Reference, template.NameAtVendor, template.Language, header, body) { Buttons = buttons }, null);
    }

    /// <summary>What a vendor puts behind the beginning of a button's address: of a tracked link, which has that beginning, the rest; else the value as addresses write it. Null where both
    /// would make no address.</summary>
    private static string? EndOf(string beginning, string value)
    {
        if (value.StartsWith(beginning, StringComparison.Ordinal))
            return value.Length > beginning.Length ? value[beginning.Length..] : null;
        return !value.Contains("://", StringComparison.Ordinal) && WebAddress.TryRead(beginning + value, out var whole) && whole.StartsWith(beginning, StringComparison.Ordinal) ? whole[beginning.Length..] : null;
    }
}
