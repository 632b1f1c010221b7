#include "core/localserver/emulation/meshfiles.h"

#include "core/base/json.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QVector3D>
#include <QtEndian>

#include <algorithm>
#include <array>

namespace peregrine::localserver {

namespace {

struct Mesh
{
    QList<QVector3D> points;
    QList<QVector3D> normals;
    /// Three a triangle.
    QList<quint16> corners;
};

/// Six grids of points, drawn from the cube's faces towards a sphere.
Mesh roundedCube()
{
    constexpr int steps = 6;
    constexpr float roundness = 0.35F;
    struct Face
    {
        QVector3D normal;
        QVector3D across;
        QVector3D up;
    };
    static const std::array<Face, 6> faces{{{{0, 0, 1}, {1, 0, 0}, {0, 1, 0}},
                                            {{0, 0, -1}, {-1, 0, 0}, {0, 1, 0}},
                                            {{1, 0, 0}, {0, 0, -1}, {0, 1, 0}},
                                            {{-1, 0, 0}, {0, 0, 1}, {0, 1, 0}},
                                            {{0, 1, 0}, {1, 0, 0}, {0, 0, -1}},
                                            {{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}}};
    Mesh mesh;
    for (const Face &face : faces) {
        const auto first = static_cast<quint16>(mesh.points.size());
        for (int row = 0; row <= steps; ++row) {
            for (int column = 0; column <= steps; ++column) {
                const float x = 2.0F * static_cast<float>(column) / steps - 1.0F;
                const float y = 2.0F * static_cast<float>(row) / steps - 1.0F;
                const QVector3D flat = face.normal + face.across * x + face.up * y;
                const QVector3D round = flat.normalized();
                const QVector3D point = flat * (1.0F - roundness) + round * roundness;
                mesh.points.append(point * 0.5F);
                mesh.normals.append(
                    (face.normal * (1.0F - roundness) + round * roundness).normalized());
            }
        }
        for (int row = 0; row < steps; ++row) {
            for (int column = 0; column < steps; ++column) {
                const auto a = static_cast<quint16>(first + row * (steps + 1) + column);
                const auto right = static_cast<quint16>(a + 1);
                const auto above = static_cast<quint16>(a + steps + 1);
                const auto across = static_cast<quint16>(above + 1);
                mesh.corners += {a, right, across, a, across, above};
            }
        }
    }
    return mesh;
}

template <typename Number> void append(QByteArray &bytes, Number number)
{
    QByteArray place(sizeof(Number), Qt::Uninitialized);
    qToLittleEndian(number, place.data());
    bytes += place;
}

void append(QByteArray &bytes, const QVector3D &vector)
{
    append(bytes, vector.x());
    append(bytes, vector.y());
    append(bytes, vector.z());
}

QJsonArray numbers(const QVector3D &vector)
{
    return {static_cast<double>(vector.x()), static_cast<double>(vector.y()),
            static_cast<double>(vector.z())};
}

QJsonObject view(qsizetype offset, qsizetype length, int target)
{
    return {{QStringLiteral("buffer"), 0},
            {QStringLiteral("byteOffset"), offset},
            {QStringLiteral("byteLength"), length},
            {QStringLiteral("target"), target}};
}

QJsonObject accessor(int bufferView, int componentType, qsizetype count, const char *type)
{
    return {{QStringLiteral("bufferView"), bufferView},
            {QStringLiteral("componentType"), componentType},
            {QStringLiteral("count"), count},
            {QStringLiteral("type"), QLatin1String(type)}};
}

/// glTF 2.0, "GLB File Format Specification": a header, a JSON chunk, a binary chunk, all of four
/// byte units.
QByteArray glb(const Mesh &mesh, const QColor &color)
{
    constexpr int floats = 5126;
    constexpr int shorts = 5123;
    constexpr int arrayBuffer = 34962;
    constexpr int elementBuffer = 34963;
    QByteArray binary;
    for (const QVector3D &point : mesh.points)
        append(binary, point);
    const qsizetype normalsAt = binary.size();
    for (const QVector3D &normal : mesh.normals)
        append(binary, normal);
    const qsizetype cornersAt = binary.size();
    for (const quint16 corner : mesh.corners)
        append(binary, corner);
    while (binary.size() % 4 != 0)
        binary += '\0';

    QVector3D least = mesh.points.first();
    QVector3D most = least;
    for (const QVector3D &point : mesh.points) {
        for (int axis = 0; axis < 3; ++axis) {
            least[axis] = std::min(least[axis], point[axis]);
            most[axis] = std::max(most[axis], point[axis]);
        }
    }
    QJsonObject positions = accessor(0, floats, mesh.points.size(), "VEC3");
    positions.insert(QStringLiteral("min"), numbers(least));
    positions.insert(QStringLiteral("max"), numbers(most));
    const QJsonObject primitive{
        {QStringLiteral("attributes"),
         QJsonObject{{QStringLiteral("POSITION"), 0}, {QStringLiteral("NORMAL"), 1}}},
        {QStringLiteral("indices"), 2},
        {QStringLiteral("material"), 0},
    };
    const QJsonObject surface{
        {QStringLiteral("baseColorFactor"),
         QJsonArray{color.redF(), color.greenF(), color.blueF(), 1.0}},
        {QStringLiteral("metallicFactor"), 0.1},
        {QStringLiteral("roughnessFactor"), 0.7},
    };
    const QJsonObject document{
        {QStringLiteral("asset"),
         QJsonObject{{QStringLiteral("version"), QStringLiteral("2.0")},
                     {QStringLiteral("generator"),
                      QStringLiteral("Peregrine " PEREGRINE_VERSION " local emulation")}}},
        {QStringLiteral("scene"), 0},
        {QStringLiteral("scenes"),
         QJsonArray{QJsonObject{{QStringLiteral("nodes"), QJsonArray{0}}}}},
        {QStringLiteral("nodes"), QJsonArray{QJsonObject{{QStringLiteral("mesh"), 0}}}},
        {QStringLiteral("meshes"),
         QJsonArray{QJsonObject{{QStringLiteral("primitives"), QJsonArray{primitive}}}}},
        {QStringLiteral("materials"),
         QJsonArray{QJsonObject{{QStringLiteral("pbrMetallicRoughness"), surface}}}},
        {QStringLiteral("accessors"),
         QJsonArray{positions, accessor(1, floats, mesh.normals.size(), "VEC3"),
                    accessor(2, shorts, mesh.corners.size(), "SCALAR")}},
        {QStringLiteral("bufferViews"),
         QJsonArray{view(0, normalsAt, arrayBuffer),
                    view(normalsAt, cornersAt - normalsAt, arrayBuffer),
                    view(cornersAt, mesh.corners.size() * 2, elementBuffer)}},
        {QStringLiteral("buffers"),
         QJsonArray{QJsonObject{{QStringLiteral("byteLength"), binary.size()}}}},
    };
    QByteArray json = toJson(document);
    while (json.size() % 4 != 0)
        json += ' ';

    QByteArray file("glTF");
    append(file, quint32(2));
    append(file, static_cast<quint32>(12 + 8 + json.size() + 8 + binary.size()));
    append(file, static_cast<quint32>(json.size()));
    file += "JSON" + json;
    append(file, static_cast<quint32>(binary.size()));
    file += QByteArray("BIN\0", 4) + binary;
    return file;
}

QByteArray line(const char *word, const QVector3D &vector)
{
    return QByteArray(word) + QByteArray::number(vector.x()) + ' ' + QByteArray::number(vector.y())
        + ' ' + QByteArray::number(vector.z()) + '\n';
}

QByteArray obj(const Mesh &mesh)
{
    QByteArray file("# Peregrine local emulation\no preview\n");
    for (const QVector3D &point : mesh.points)
        file += line("v ", point);
    for (const QVector3D &normal : mesh.normals)
        file += line("vn ", normal);
    for (qsizetype i = 0; i < mesh.corners.size(); i += 3) {
        file += 'f';
        for (qsizetype k = 0; k < 3; ++k) {
            const QByteArray corner = QByteArray::number(mesh.corners.at(i + k) + 1);
            file += ' ' + corner + "//" + corner;
        }
        file += '\n';
    }
    return file;
}

QByteArray ply(const Mesh &mesh, const QColor &color)
{
    QByteArray file("ply\nformat ascii 1.0\ncomment Peregrine local emulation\n");
    file += "element vertex " + QByteArray::number(mesh.points.size())
        + "\nproperty float x\nproperty float y\nproperty float z\nproperty uchar red\n"
          "property uchar green\nproperty uchar blue\n";
    file += "element face " + QByteArray::number(mesh.corners.size() / 3)
        + "\nproperty list uchar int vertex_indices\nend_header\n";
    const QByteArray paint = ' ' + QByteArray::number(color.red()) + ' '
        + QByteArray::number(color.green()) + ' ' + QByteArray::number(color.blue()) + '\n';
    for (const QVector3D &point : mesh.points)
        file += line("", point).trimmed() + paint;
    for (qsizetype i = 0; i < mesh.corners.size(); i += 3) {
        file += "3 " + QByteArray::number(mesh.corners.at(i)) + ' '
            + QByteArray::number(mesh.corners.at(i + 1)) + ' '
            + QByteArray::number(mesh.corners.at(i + 2)) + '\n';
    }
    return file;
}

QByteArray stl(const Mesh &mesh)
{
    QByteArray file("Peregrine local emulation");
    file = file.leftJustified(80, ' ');
    append(file, static_cast<quint32>(mesh.corners.size() / 3));
    for (qsizetype i = 0; i < mesh.corners.size(); i += 3) {
        const QVector3D a = mesh.points.at(mesh.corners.at(i));
        const QVector3D b = mesh.points.at(mesh.corners.at(i + 1));
        const QVector3D c = mesh.points.at(mesh.corners.at(i + 2));
        append(file, QVector3D::normal(a, b, c));
        append(file, a);
        append(file, b);
        append(file, c);
        append(file, quint16(0));
    }
    return file;
}

} // namespace

studio::EncodedFile meshFile(const QString &format, const QColor &color)
{
    const Mesh mesh = roundedCube();
    if (format == QLatin1String("obj"))
        return {obj(mesh), QStringLiteral("model/obj"), format};
    if (format == QLatin1String("ply"))
        return {ply(mesh, color), QStringLiteral("model/ply"), format};
    if (format == QLatin1String("stl"))
        return {stl(mesh), QStringLiteral("model/stl"), format};
    return {glb(mesh, color), QStringLiteral("model/gltf-binary"), QStringLiteral("glb")};
}

} // namespace peregrine::localserver
