using System.Text;

namespace ActiveReach.Values;

/// <summary>How texts are compared everywhere: NFC, then case folding, then code unit by code unit. So <c>pune</c> = <c>Pune</c>
/// and <c>ç</c> = <c>Ç</c>, but <c>ö</c> is not <c>o</c>.</summary>
public static class Folding
{
    /// <summary>The comparable form. For ASCII it equals lower-casing, which stores rely on.</summary>
    public static string Fold(string text) => Ascii.IsValid(text)
        ? text.ToLowerInvariant()
        : text.Normalize(NormalizationForm.FormC).ToUpperInvariant().ToLowerInvariant().Normalize(NormalizationForm.FormC);
}
