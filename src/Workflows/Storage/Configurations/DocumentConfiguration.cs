using Innovation.Workflows.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class DocumentConfiguration : IEntityTypeConfiguration<DocumentRow>
{
    public void Configure(EntityTypeBuilder<DocumentRow> builder)
    {
        builder.ToTable("Documents");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(32);
        builder.Property(d => d.CaseId).HasMaxLength(32);
        builder.Property(d => d.BatchId).HasMaxLength(32);
        builder.Property(d => d.OrganizationId).HasMaxLength(32);
        builder.Property(d => d.Template).HasMaxLength(60);
        builder.Property(d => d.Title).HasMaxLength(200);
        builder.Property(d => d.Number).HasMaxLength(60);
        builder.Property(d => d.HtmlSha256).HasMaxLength(64);
        builder.Property(d => d.PdfSha256).HasMaxLength(64);
        builder.Property(d => d.StatusReason).HasMaxLength(400);
        builder.Property(d => d.ReplacedBy).HasMaxLength(32);
        builder.HasIndex(d => d.CaseId);
        builder.HasIndex(d => d.BatchId);
        builder.HasIndex(d => new { d.OrganizationId, d.IssuedAt });
        builder.HasIndex(d => d.Number);
    }
}
