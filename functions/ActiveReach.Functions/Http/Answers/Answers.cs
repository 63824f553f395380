using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>The usual answers.</summary>
public static class Answers
{
    private const string Json = "application/json; charset=utf-8";

    /// <param name="tag">The thing's <see cref="EntityTag"/>; null without one.</param>
    public static Answer Ok(object value, string? tag = null) => new(new JsonAnswer(200, value, Json, Tagged(tag)));

    /// <param name="location">Path of the new thing.</param>
    /// <inheritdoc cref="Ok"/>
    public static Answer Created(string location, object value, string? tag = null) => new(new JsonAnswer(201, value, Json, [("Location", location), .. Tagged(tag)]));

    /// <param name="location">Where to ask how it goes.</param>
    public static Answer Accepted(string location, object value) => new(new JsonAnswer(202, value, Json, [("Location", location)]));

    public static Answer Status(int status, object value, string? tag = null) => new(new JsonAnswer(status, value, Json, Tagged(tag)));

    public static Answer NoContent() => new(Results.NoContent());

    /// <summary>A page for people, without scripts.</summary>
    public static Answer Page(int status, string html) => new(new HtmlPage(status, html));

    /// <summary>A file, a picture, or nothing but a status.</summary>
    public static Answer Of(IResult content) => new(content);

    private static IReadOnlyList<(string Name, string Value)> Tagged(string? tag) => tag is null ? [] : [("ETag", tag)];
}
