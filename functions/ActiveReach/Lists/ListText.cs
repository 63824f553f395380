using System.Text;

namespace ActiveReach.Lists;

/// <summary>Texts as lists find and sort them: whatever the case, and however an accent was typed.</summary>
public static class ListText
{
    public static string Fold(string? text) => (text ?? "").Normalize(NormalizationForm.FormC).ToUpperInvariant();
}
