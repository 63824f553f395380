using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Http;

/// <summary>The usual answers.</summary>
public static class Answers
{
    private const string Json = "application/json; charset=utf-8";

    /// <param name="tag">The thing's <see cref="EntityTag"/>; null without one.</param>
    public static IResult Ok(object value, string? tag = null) => new JsonAnswer(200, value, Json, Tagged(tag));

    /// <param name="location">Path of the new thing.</param>
    /// <inheritdoc cref="Ok"/>
    public static IResult Created(string location, object value, string? tag = null) => new JsonAnswer(201, value, Json, [("Location", location), .. Tagged(tag)]);

    /// <param name="location">Where to ask how it goes.</param>
    public static IResult Accepted(string location, object value) => new JsonAnswer(202, value, Json, [("Location", location)]);

    public static IResult Status(int status, object value) => new JsonAnswer(status, value, Json, []);

    public static IResult NoContent() => Results.NoContent();

    private static IReadOnlyList<(string Name, string Value)> Tagged(string? tag) => tag is null ? [] : [("ETag", tag)];
}
