namespace ActiveReach.Functions.Tests.BadInput;

/// <summary>A request that must be refused.</summary>
/// <param name="Says">What is wrong with it.</param>
/// <param name="Line">Verb and path; names in braces are filled in by the scene.</param>
/// <param name="Field">What the problem document must name; null where the thing itself is what is wrong.</param>
public sealed record BadRequest(string Says, string Line, string? Body, int Status, string? Field)
{
    public string ContentType { get; init; } = "application/json";

    public (string Name, string Value)[] Headers { get; init; } = [];

    public HttpMethod Verb => new(Line.Split(' ')[0]);

    /// <summary>The whole path; what doesn't start at the root is in the workspace <c>demo</c>.</summary>
    internal string PathIn(Scene scene) => scene.Fill(Line.Split(' ')[1]) is var path && path.StartsWith('/') ? path : "/api/workspaces/demo/" + path;

    public override string ToString() => Says;
}
