namespace ActiveReach.Problems;

/// <summary>Paths as problems write them: <c>variants[1].content.sms.text</c>.</summary>
internal static class JsonPath
{
    public static string Append(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
