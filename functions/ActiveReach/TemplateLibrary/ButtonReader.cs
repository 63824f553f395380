using ActiveReach.Channels;
using ActiveReach.Inputs;
using ActiveReach.Messages;
using ActiveReach.Phones;
using ActiveReach.Problems;

namespace ActiveReach.TemplateLibrary;

/// <summary>Reads the buttons of a template, as far as Meta takes them.
/// Source: developers.facebook.com/documentation/business-messaging/whatsapp/templates/components.</summary>
internal static class ButtonReader
{
    private const int Most = 10;
    private const int MostAddresses = 2;
    private const int LongestText = 25;
    private const int LongestAddress = 2000;
    private const int LongestPhone = 20;

    public static IReadOnlyList<TemplateButton> Read(InputValue template)
    {
        var all = template["buttons"]?.List(Most)?.Select(One).OfType<TemplateButton>().ToList() ?? [];
        if (all.GroupBy(button => button.Text, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            template.Note("buttons", "duplicate", $"buttons has '{twice.Key}' more than once, and the answer to a button is known by its text: give each its own.");
        if (all.Count(button => button.Type is TemplateButtonType.Url) is var addresses and > MostAddresses)
            template.Note("buttons", "too_many", $"buttons has {addresses} of type url: at most {MostAddresses} are possible.");
        if (all.Count(button => button.Type is TemplateButtonType.PhoneNumber) is var phones and > 1)
            template.Note("buttons", "too_many", $"buttons has {phones} of type phone_number: one is possible.");
        var changes = all.Zip(all.Skip(1)).Count(pair => pair.First.Type is TemplateButtonType.QuickReply != pair.Second.Type is TemplateButtonType.QuickReply);
        if (changes > 1)
            template.Note("buttons", "order", "buttons has quick replies on both sides of others: put all quick replies first, or all of them last.");
        return all;
    }

    private static TemplateButton? One(InputValue item)
    {
        if (item.Object("type", "text", "url", "phone") is not { } input)
            return null;
        if (input["type"] is null)
            input.Note("type", "required", $"{item.Path}.type is missing: use quick_reply, url or phone_number.");
        if (input["type"]?.Enum<TemplateButtonType>() is not { } type)
            return null;
        return TextOf(input) is { } text ? new TemplateButton(type, text, AddressOf(input, type), PhoneOf(input, type)) : null;
    }

    private static string? TextOf(InputValue input)
    {
        if (input["text"] is not { } given || string.IsNullOrWhiteSpace(given.AsText ?? "?"))
            return input.Refuse<string>("text", "required", $"{input.Path}.text is missing: write what the button says, in up to {LongestText} characters.");
        if (given.Text(LongestText) is not { } text || !text.Any(letter => char.IsControl(letter) || letter is '{' or '}'))
            return given.AsText is { Length: <= LongestText } ? given.AsText : null;
        return given.Refuse<string>("invalid_value", $"{given.Path} has a line break or braces: a button's words are one line, and the same for everybody.");
    }

    private static string? AddressOf(InputValue input, TemplateButtonType type)
    {
        if (type is not TemplateButtonType.Url)
            return input["url"] is null ? null : input.Refuse<string>("url", "no_place", $"{input.Path}.url goes with type url alone: remove it.");
        if (input["url"] is null)
            return input.Refuse<string>("url", "required", $"{input.Path}.url is missing: write where the button leads.");
        if (input["url"]?.Text(LongestAddress) is not { } url)
            return null;
        var beginning = new TemplateButton(type, "", url).Beginning() ?? url;
        if (beginning.Contains('{', StringComparison.Ordinal) || beginning.Contains('}', StringComparison.Ordinal))
            return input.Refuse<string>("url", "placeholder", $"{input.Path}.url is '{InputProblem.Shorten(url)}': one {{{{1}}}} is possible, at its very end.");
        if (!WebAddress.TryRead(beginning, out var ascii) || (beginning != url && !WebAddress.NamesItsHost(beginning)))
            return input.Refuse<string>("url", "invalid_value", $"{input.Path}.url is '{InputProblem.Shorten(url)}': write a whole address, e.g. https://shop.example/sale or https://shop.example/sale?code={{{{1}}}}.");
        return beginning == url ? ascii : ascii + TemplateButton.Place;
    }

    private static string? PhoneOf(InputValue input, TemplateButtonType type)
    {
        if (type is not TemplateButtonType.PhoneNumber)
            return input["phone"] is null ? null : input.Refuse<string>("phone", "no_place", $"{input.Path}.phone goes with type phone_number alone: remove it.");
        if (input["phone"] is null)
            return input.Refuse<string>("phone", "required", $"{input.Path}.phone is missing: write the number that the button calls, e.g. +18005550101.");
        if (input["phone"]?.Text(LongestPhone) is not { } text)
            return null;
        var reading = PhoneReader.Read(text);
        return reading.Number ?? input.Refuse<string>("phone", "invalid_value", $"{input.Path}.phone is '{text}', which {reading.Error}");
    }
}
