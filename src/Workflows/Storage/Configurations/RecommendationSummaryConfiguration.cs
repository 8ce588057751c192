using Innovation.Workflows.Programs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class RecommendationSummaryConfiguration : IEntityTypeConfiguration<RecommendationSummaryRow>
{
    public void Configure(EntityTypeBuilder<RecommendationSummaryRow> builder)
    {
        builder.ToTable("RecommendationSummaries");
        builder.HasKey(s => new { s.RoundId, s.Area });
        builder.Property(s => s.RoundId).HasMaxLength(32);
        builder.Property(s => s.Area).HasMaxLength(60);
        builder.Property(s => s.HtmlSha256).HasMaxLength(64);
        builder.Property(s => s.ScanSha256).HasMaxLength(64);
        builder.Property(s => s.ScanFileName).HasMaxLength(200);
        builder.Property(s => s.SealedBy).HasMaxLength(100);
        builder.Property(s => s.Revision).IsConcurrencyToken();
    }
}
