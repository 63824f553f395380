using System.Text.Json;
using System.Text.RegularExpressions;
using ActiveReach.Channels;
using ActiveReach.Inputs;
using ActiveReach.Media;
using ActiveReach.Problems;

namespace ActiveReach.TemplateLibrary;

/// <summary>A template as callers write it.</summary>
/// <param name="Name">Can't be changed later.</param>
/// <param name="Channel">Missing: WhatsApp, the only one that has templates.</param>
/// <param name="Language">As Meta writes it, e.g. <c>en</c> or <c>pt_BR</c>.</param>
/// <param name="Category"><c>marketing</c>, the only one that campaigns are made of.</param>
/// <param name="HeaderMedia">In place of a header of words: <c>image</c>, <c>video</c> or <c>document</c>, an upload that each campaign gives.</param>
/// <param name="HeaderExample">Id of an upload of that kind, which the vendor's reviewers are shown.</param>
/// <param name="Buttons">Up to ten, of which two lead to addresses and one calls; quick replies stand together.</param>
/// <param name="Header">One line with at most one placeholder.</param>
/// <param name="Body">With placeholders {{1}}, {{2}} … for the campaign's parameters.</param>
public sealed partial record TemplateInput(
    string? Name = null, Channel? Channel = null, string? Language = null, string? Category = null, string? Header = null, string? Body = null, string? Footer = null, MediaKind? HeaderMedia = null,
    string? HeaderExample = null, IReadOnlyList<TemplateButton>? Buttons = null)
{
    private const int MostValues = 20;

    private const string Marketing = "marketing";
    private const int LongestName = 100;

    /// <summary>What Meta takes.</summary>
    private const int LongestLine = 60;
    private const int LongestBody = 1024;

    /// <exception cref="InvalidInputException">With every problem and its path.</exception>
    public static TemplateInput Read(InputValue json)
    {
        var template = json.Object("name", "channel", "language", "category", "header", "body", "footer", "headerMedia", "headerExample", "buttons") is { } input ? Template(input) : null;
        json.RefuseProblems();
        return template!;
    }

    public static TemplateInput Of(LibraryTemplate template) =>
        new(template.Name, template.Channel, template.Latest.Language, Marketing, template.Latest.Header, template.Latest.Body, template.Latest.Footer, template.Latest.HeaderMedia, template.Latest.HeaderExample, template.Latest.Buttons);

    /// <summary>Whether both say the same.</summary>
    public bool IsSame(TemplateInput other) => this with { Buttons = null } == other with { Buttons = null } && (Buttons ?? []).SequenceEqual(other.Buttons ?? []);

    /// <summary>What it becomes by a JSON merge patch.</summary>
    public TemplateInput With(InputValue patch)
    {
        if (patch.Find("name") is { } name && (name.IsNull ? null : name.Json.ToString()) != Name)
            throw new InvalidInputException("name", "read_only", $"The name of a template stays what it is, '{Name}': leave name out, or make another template.");
        return Read(InputValue.Of(JsonSerializer.SerializeToElement(MergePatch.Apply(JsonSerializer.SerializeToNode(this, Wire.Json), patch))));
    }

    private static TemplateInput Template(InputValue input)
    {
        var name = input["name"]?.Text(LongestName);
        if (name is null || !Word().IsMatch(name))
            input.Note("name", name is null ? "required" : "invalid_value", $"name is {(name is null ? "missing" : $"'{name}'")}: use 1 to {LongestName} of a-z 0-9 and single _ between them, e.g. launch_v2.");
        var channel = input["channel"]?.Enum<Channel>() ?? Channels.Channel.WhatsApp;
        if (channel is not Channels.Channel.WhatsApp)
            input.Note("channel", "not_available", $"Templates are for whatsapp, and channel is {channel.Name()}: leave it out, and write the content in the campaign's variants.");
        var language = input["language"]?.Text(10);
        if (language is null || !LanguageCode().IsMatch(language))
            input.Note("language", language is null ? "required" : "invalid_value", $"language is {(language is null ? "missing" : $"'{language}'")}: write it as Meta does, e.g. en, en_US or pt_BR.");
        var category = input["category"]?.Text(40) ?? Marketing;
        if (category != Marketing)
            input.Note("category", "not_available", $"category is '{category}': campaigns are marketing, so leave it out or use {Marketing}.");
        var (body, buttons, media) = (TextOf(input), ButtonReader.Read(input), MediaOf(input));
        if (Placeholders.Count(body) + buttons.Count(button => button.Beginning() is not null) is var values and > MostValues - 1)
            input.Note("body", "too_many", $"body and buttons have {values} placeholders: at most {MostValues - 1} are possible.");
        return new TemplateInput(name, channel, language, category, Line(input, "header", mostValues: 1), body, Line(input, "footer", mostValues: 0), media, ExampleOf(input, media), buttons);
    }

    private static string? ExampleOf(InputValue input, MediaKind? media)
    {
        var example = input["headerExample"]?.Text(MediaItem.IdLength);
        if (example is not null && media is null)
            input.Note("headerExample", "no_place", "headerExample is an upload, and the template shows none: name its kind in headerMedia, or leave it out.");
        return example;
    }

    private static MediaKind? MediaOf(InputValue input)
    {
        var kind = input["headerMedia"]?.Enum<MediaKind>();
        if (kind is MediaKind.Audio)
            input.Note("headerMedia", "not_available", "headerMedia is audio, which WhatsApp shows in no header: use image, video or document.");
        else if (kind is not null && input["header"]?.Text(LongestLine) is not null)
            input.Note("headerMedia", "not_both", "header and headerMedia stand in one place: remove one of them.");
        return kind;
    }

    private static string? TextOf(InputValue input)
    {
        var body = input["body"]?.Text(LongestBody);
        if (string.IsNullOrWhiteSpace(body))
            input.Note("body", "required", "body is missing: write what the message says, with {{1}}, {{2}} … for what differs.");
        else if (Placeholders.Problem(body) is { } problem)
            input.Note("body", "placeholder", $"body {problem}.");
        return body;
    }

    private static string? Line(InputValue input, string member, int mostValues)
    {
        if (input[member]?.Text(LongestLine) is not { } line)
            return null;
        if (string.IsNullOrWhiteSpace(line) || line.Any(char.IsControl))
            input.Note(member, "invalid_value", $"{member} is {(string.IsNullOrWhiteSpace(line) ? "blank: leave it out" : "more than one line: remove the line break")}.");
        else if (Placeholders.Problem(line) is { } problem)
            input.Note(member, "placeholder", $"{member} {problem}.");
        else if (Placeholders.Count(line) > mostValues)
            input.Note(member, "too_many", $"{member} has {Placeholders.Count(line)} placeholders: {(mostValues == 0 ? "it can't have any" : "one is possible")}.");
        return line;
    }

    [GeneratedRegex("^[a-z0-9]+(_[a-z0-9]+)*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex("^[a-z]{2,3}(_[A-Z]{2,3})?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LanguageCode();
}
