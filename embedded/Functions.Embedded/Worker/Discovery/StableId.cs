using System.Globalization;
using System.Text;

namespace Functions.Embedded.Discovery;

/// <summary>An id that is the same at every start (FNV-1a over the text).</summary>
internal static class StableId
{
    public static string Of(string text)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ value) * 16777619u;
        return hash.ToString(CultureInfo.InvariantCulture);
    }
}
